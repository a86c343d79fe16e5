import { ActionIcon, Button, Text } from "@mantine/core";
import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCheck,
  IconKeyboard,
  IconScan,
  IconSpeakerphone,
  IconUserPlus,
  IconX,
  type Icon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { call, problemOf, type Schemas } from "@/api/call";
import { demoPeople } from "@/api/demo";
import { always, read } from "@/api/read";
import { AccountMenu } from "@/app/account-later";
import { ConnectionBadge } from "@/app/connection";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { signIn as signInBrowser } from "@/app/session";
import { DemoMenu, ScanThis, TourCard } from "@/demo/later";
import { canKeep } from "@/offline/acts";
import { isGone } from "@/offline/flush";
import { remember, useKnown } from "@/offline/known";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { closeDialogs } from "@/ui/dialog";
import { ScreenButton } from "@/ui/link";
import type { Shown } from "./badge";
import { CallDialog, Calls } from "./calls";
import { CameraPanel, CameraSwitch } from "./camera-panel";
import { useCommands } from "./commands";
import { InWork, useFocus, type Focus } from "./focus";
import { useJudge, type Judge } from "./judge";
import { Defects } from "./defects";
import { Guided } from "./guide";
import { Material } from "./material";
import { messages } from "./messages";
import { isOverride, Override } from "./override";
import { countOf } from "./portions";
import { Prints } from "./prints";
import { Quantities } from "./quantities";
import { Queue, QueuedBadge, useAway } from "./queue";
import { away as words } from "./away";
import { BadgeDialog, useSessions, WhoIsIt } from "./people";
import type { Definition } from "./recipe";
import { stationRoute } from "./route";
import classes from "./station.module.css";
import { Typed } from "./typed";
import { kept } from "./verdict";
import { big, VerdictPanel } from "./verdict-panel";
import { useWakeLock } from "./wake";
import { Last, Work } from "./work";

/** The screen of a station: a verdict for each scan, and what is in work. */
export function Station() {
  const { id } = stationRoute.useParams();
  const station = useQuery(read("/api/v1/stations/{station}", { path: { station: id } }, always));
  const gone = station.data === undefined && station.failureReason !== null && isGone(problemOf(station.failureReason));
  const before = useKnown(`station ${id}`, gone);
  useEffect(() => {
    // What is in work is not kept: without the server nobody knows it.
    if (station.data) void remember(`station ${id}`, { ...station.data, inWork: [], working: 0, calls: [] });
  }, [id, station.data]);
  const now = station.data ?? before;
  return now ? <Floor key={now.code} station={now} /> : <Answer of={station}>{() => null}</Answer>;
}

type Asking = "quantity" | "call" | "sign-in" | "override" | "defect" | "type" | "scan";

function Floor({ station }: { station: Schemas["Station"] }) {
  const t = useMessages(messages);
  const me = useMe();
  const [dialog, setDialog] = useState<{ what: Asking; code?: string }>();
  const [camera, setCamera] = useState(false);
  const sessions = useSessions(station.code);
  const people = sessions.data?.items ?? [];
  const away = useAway();
  const ta = useMessages(words);
  const queues = station.offline === "queue";
  const judge = useJudge(station.code, { queues, session: people.length === 1 ? people[0]?.id : undefined });
  const plant = useQuery({ ...read("/api/v1/plant"), staleTime: 60_000 });
  const definition = plant.data?.definition as Definition | undefined;
  const open = (what: Asking, code = "") => setDialog({ what, code });
  const close = () => setDialog(undefined);
  useWakeLock();
  const focus = useFocus(station.inWork, judge.said);
  const { said } = judge;
  const lot = focus.visit?.object.kind === "lot" ? focus.visit.object : undefined;
  const stop =
    me.terminal && said?.kind === "stop" && said.subject && definition?.overrides?.[said.rule ?? ""] ? said : undefined;
  useCommands({ judge, sessions: people.map((s) => s.id), next: focus.next });
  useScan(({ code }) => {
    closeDialogs(); // nothing lies over a verdict
    const count = countOf(code);
    if (count && lot) open("quantity", code);
    else if (count && count.at !== "scrap") judge.say(kept(away ? "NEEDED" : "NOLOT"));
    else if (!isOverride(code)) judge.act({ code });
    else if (stop) open("override", code);
    else judge.say(kept(away ? "NEEDED" : "NOSTOP"));
  });

  const signIn = async (body: Shown) => {
    if (!me.terminal) {
      await signInBrowser(body, location.pathname);
      return;
    }
    await call("post", "/api/v1/stations/{station}/sign-in", { path: { station: station.code }, body });
    judge.seen();
    await sessions.refetch();
  };
  const passing =
    (judge.pinFor !== undefined && dialog?.what !== "sign-in") || dialog?.what === "override" ? stop : undefined;
  const closePIN = () => {
    judge.unpin();
    close();
  };
  return (
    <main className={classes.page} data-floor>
      <Head station={station} names={sessions.data?.items} scanThis={() => open("scan")}>
        <CameraSwitch on={camera} turn={() => setCamera(!camera)} />
      </Head>
      <Guided visit={focus.visit} quiet={away || said?.kind === "stop" || said?.kind === "check"}>
        <VerdictPanel
          judge={judge}
          ready={away ? (queues && canKeep() ? "queues" : "blocked") : station.working > 0 ? "work" : "ready"}
          override={stop ? () => open("override") : undefined}
        />
      </Guided>
      <div className={classes.side}>
        {camera ? <CameraPanel /> : null}
        <Queue station={station.code} />
        <Calls station={station.code} />
        {station.inWork.length === 0 ? (
          <section className={`card ${classes.panel ?? ""}`}>{away ? ta.unknownWork : t.noWork}</section>
        ) : (
          <InWork inWork={station.inWork} focus={focus} />
        )}
        {focus.visit ? <Work key={focus.visit.startSeq} visit={focus.visit} /> : null}
        <Material station={station.code} judge={judge} />
        <Prints station={station.code} judge={judge} />
        <Last station={station.code} />
      </div>
      <Actions
        station={station}
        away={away}
        judge={judge}
        focus={focus}
        count={lot ? () => open("quantity") : undefined}
        open={open}
      />
      {passing ? (
        <Override
          station={station.code}
          stop={passing}
          badge={judge.pinFor}
          code={dialog?.code}
          reasons={definition?.reasons}
          judge={judge}
          signIn={() => open("sign-in")}
          close={closePIN}
        />
      ) : judge.pinFor !== undefined || dialog?.what === "sign-in" ? (
        <BadgeDialog
          title={t.signIn}
          note={me.terminal ? undefined : t.instead(me.name || me.actor)}
          badge={judge.pinFor}
          submit={signIn}
          close={closePIN}
        />
      ) : null}
      {dialog?.what === "defect" ? (
        <Defects
          defects={definition?.defects ?? []}
          station={station}
          away={away}
          keeps={queues && canKeep()}
          judge={judge}
          close={close}
        />
      ) : null}
      {dialog?.what === "quantity" && lot ? (
        <Quantities
          key={lot.id}
          lot={lot}
          code={dialog.code}
          reasons={definition?.reasons ?? []}
          judge={judge}
          close={close}
        />
      ) : null}
      {dialog?.what === "scan" ? <ScanThis station={station.code} close={close} /> : null}
      {dialog?.what === "call" ? <CallDialog judge={judge} close={close} /> : null}
      {dialog?.what === "type" ? <Typed judge={judge} close={close} /> : null}
      <TourCard />
      {judge.who ? <WhoIsIt sessions={people} judge={judge} /> : null}
    </main>
  );
}

interface HeadProps {
  station: Schemas["Station"];
  /** Who is signed in; without the server nobody knows. */
  names: readonly Schemas["Session"][] | undefined;
  scanThis: () => void;
  children: ReactNode;
}

function Head({ station, names, scanThis, children }: HeadProps) {
  const t = useMessages(messages);
  const me = useMe();
  const demo = useQuery(demoPeople);
  const own = me.terminal ? undefined : me.name || me.actor; // in which it is recorded
  return (
    <header className={classes.head}>
      <Text fw={700} fz={22} style={{ whiteSpace: "nowrap" }}>
        {station.code}
      </Text>
      <Text fz={20} truncate visibleFrom="sm">
        {station.name}
      </Text>
      <Text ml="auto" fz={18} truncate className={`world ${classes.names ?? ""}`} title={t.operators}>
        {own ?? (names?.length === 0 ? t.nobody : names?.map((s) => s.name ?? s.person).join(", "))}
      </Text>
      {demo.data ? (
        <>
          <ActionIcon variant="light" size={48} hiddenFrom="sm" aria-label={t.scanThis} onClick={scanThis}>
            <IconScan size={22} aria-hidden />
          </ActionIcon>
          <Button
            size="md"
            variant="light"
            visibleFrom="sm"
            style={{ flexShrink: 0 }}
            leftSection={<IconScan size={22} aria-hidden />}
            onClick={scanThis}
          >
            {t.scanThis}
          </Button>
        </>
      ) : null}
      {children}
      <QueuedBadge />
      <ConnectionBadge />
      <DemoMenu />
      <AccountMenu />
    </header>
  );
}

interface ActionsProps {
  station: Schemas["Station"];
  away: boolean;
  judge: Judge;
  focus: Focus;
  /** Asks how much is done of the lot at the front; undefined where that is no lot. */
  count: (() => void) | undefined;
  open: (dialog: Asking) => void;
}

/** What can be done by touch; each has its code on the command sheet too. */
function Actions({ station, away, judge, focus, count, open }: ActionsProps) {
  const t = useMessages(messages);
  const idle = station.inWork.length === 0 && !away;
  // Of several in work the one at the front is meant; of one, the server knows best which.
  const finish = (code: string, outcome: "pass" | "fail") => {
    const object = station.inWork.length > 1 ? focus.visit?.object.id : undefined;
    judge.act(object === undefined ? { code } : { verb: "complete", args: { object, outcome } });
  };
  const button = (label: string, Symbol: Icon, press: () => void, disabled = false) => (
    <Button
      {...big}
      variant="default"
      disabled={disabled}
      leftSection={<Symbol size={26} aria-hidden />}
      onClick={press}
    >
      {label}
    </Button>
  );
  return (
    <footer className={classes.foot}>
      {button(t.finish, IconCheck, () => (count ? count() : finish("TW:COMPLETE", "pass")), idle)}
      {button(t.finishFail, IconX, () => finish("TW:FAIL", "fail"), idle)}
      {button(t.call, IconSpeakerphone, () => open("call"))}
      {button(t.defect, IconAlertCircle, () => open("defect"), station.inWork.length === 0)}
      {button(t.undo, IconArrowBackUp, () => judge.act({ code: "TW:UNDO" }))}
      {button(t.type, IconKeyboard, () => open("type"))}
      {button(t.signIn, IconUserPlus, () => open("sign-in"))}
      <ScreenButton {...big} variant="default" to="/stations">
        {t.leave}
      </ScreenButton>
    </footer>
  );
}
