import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
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
import { AccountMenu } from "@/app/account";
import { ConnectionBadge } from "@/app/connection";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { DemoMenu } from "@/demo/menu";
import { ScanThis } from "@/demo/scan-this";
import { TourCard } from "@/demo/tour";
import { canKeep } from "@/offline/acts";
import { isGone } from "@/offline/flush";
import { remember, useKnown } from "@/offline/known";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Dialog } from "@/ui/dialog";
import { ScreenButton } from "@/ui/link";
import { CallDialog, Calls } from "./calls";
import { CameraPanel, CameraSwitch } from "./camera-panel";
import { useCommands } from "./commands";
import { InWork, useFocus, type Focus } from "./focus";
import { useJudge, type Judge } from "./judge";
import { Defects } from "./defects";
import { Guided } from "./guide";
import { Material } from "./material";
import { messages } from "./messages";
import { Prints } from "./prints";
import { Quantities } from "./quantities";
import { Queue, QueuedBadge, useAway } from "./queue";
import { away as words } from "./away";
import { BadgeDialog, overrideAs, useSessions } from "./people";
import type { Definition } from "./recipe";
import { stationRoute } from "./route";
import classes from "./station.module.css";
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
  const [dialog, setDialog] = useState<Asking>();
  const [camera, setCamera] = useState(false);
  const sessions = useSessions(station.code);
  const people = sessions.data?.items ?? [];
  const away = useAway();
  const ta = useMessages(words);
  const queues = station.offline === "queue";
  const judge = useJudge(station.code, { queues, session: people.length === 1 ? people[0]?.id : undefined });
  const plant = useQuery({ ...read("/api/v1/plant"), staleTime: 60_000 });
  const definition = plant.data?.definition as Definition | undefined;
  const close = () => setDialog(undefined);
  useWakeLock();
  const focus = useFocus(station.inWork, judge.said);
  useCommands({ judge, close, next: focus.next });
  useScan(({ code }) => {
    close(); // nothing lies over a verdict
    judge.act({ code });
  });

  const { said } = judge;
  const lot = focus.visit?.object.kind === "lot" ? focus.visit.object : undefined;
  const mayOverride = me.terminal && said?.kind === "stop" && said.subject && definition?.overrides?.[said.rule ?? ""];
  const signIn = async ({ badge, pin }: { badge: string; pin: string }) => {
    await call("post", "/api/v1/stations/{station}/sign-in", { path: { station: station.code }, body: { badge, pin } });
    judge.seen();
    await sessions.refetch();
  };
  return (
    <main className={classes.page}>
      <Head station={station} names={sessions.data?.items} scanThis={() => setDialog("scan")}>
        <CameraSwitch on={camera} turn={() => setCamera(!camera)} />
      </Head>
      <Guided visit={focus.visit} quiet={away || said?.kind === "stop" || said?.kind === "check"}>
        <VerdictPanel
          judge={judge}
          ready={away ? (queues && canKeep() ? "queues" : "blocked") : station.working > 0 ? "work" : "ready"}
          override={mayOverride ? () => setDialog("override") : undefined}
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
      <Actions station={station} away={away} judge={judge} focus={focus} lot={lot !== undefined} open={setDialog} />
      {judge.pinFor !== undefined || dialog === "sign-in" ? (
        <BadgeDialog
          title={t.signIn}
          badge={judge.pinFor}
          submit={signIn}
          close={() => {
            judge.seen();
            close();
          }}
        />
      ) : null}
      {dialog === "override" && said?.subject && said.rule ? (
        <BadgeDialog
          reasoned
          title={t.letPassTitle}
          badge={undefined}
          close={close}
          submit={async (shown) => {
            await overrideAs(station.code, shown, { object: said.subject ?? "", rule: said.rule ?? "" });
            judge.say({ kind: "check", text: t.passed, next: t.passedNext, code: "", choices: [], also: [] });
          }}
        />
      ) : null}
      {dialog === "defect" ? (
        <Defects defects={definition?.defects ?? []} station={station} away={away} judge={judge} close={close} />
      ) : null}
      {dialog === "quantity" && lot ? (
        <Quantities lot={lot} reasons={definition?.reasons ?? []} judge={judge} close={close} />
      ) : null}
      {dialog === "scan" ? <ScanThis station={station.code} close={close} /> : null}
      {dialog === "call" ? <CallDialog judge={judge} close={close} /> : null}
      {dialog === "type" ? <Typed judge={judge} close={close} /> : null}
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
  const demo = useQuery(demoPeople);
  return (
    <header className={classes.head}>
      <Text fw={700} fz={22} style={{ whiteSpace: "nowrap" }}>
        {station.code}
      </Text>
      <Text fz={20} truncate>
        {station.name}
      </Text>
      <Text ml="auto" fz={18} truncate className="world" title={t.operators}>
        {names?.length === 0 ? t.nobody : names?.map((s) => s.name ?? s.person).join(", ")}
      </Text>
      {demo.data ? (
        <>
          <ActionIcon variant="light" size={42} hiddenFrom="sm" aria-label={t.scanThis} onClick={scanThis}>
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
  /** Whether a lot is at the front, of which it is said how much is done. */
  lot: boolean;
  open: (dialog: Asking) => void;
}

/** What can be done by touch; each has its code on the command sheet too. */
function Actions({ station, away, judge, focus, lot, open }: ActionsProps) {
  const t = useMessages(messages);
  const me = useMe();
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
      {button(t.finish, IconCheck, () => (lot ? open("quantity") : finish("TW:COMPLETE", "pass")), idle)}
      {button(t.finishFail, IconX, () => finish("TW:FAIL", "fail"), idle)}
      {button(t.call, IconSpeakerphone, () => open("call"))}
      {button(t.defect, IconAlertCircle, () => open("defect"), station.inWork.length === 0)}
      {button(t.undo, IconArrowBackUp, () => judge.act({ code: "TW:UNDO" }))}
      {button(t.type, IconKeyboard, () => open("type"))}
      {me.terminal ? button(t.signIn, IconUserPlus, () => open("sign-in")) : null}
      <ScreenButton {...big} variant="default" to="/stations">
        {t.leave}
      </ScreenButton>
    </footer>
  );
}

/** Takes a code from the keyboard, for what no scanner reads. */
function Typed({ judge, close }: { judge: Judge; close: () => void }) {
  const t = useMessages(messages);
  const [code, setCode] = useState("");
  return (
    <Dialog close={close} title={t.typeTitle}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (code.trim()) judge.act({ code: code.trim() });
          close();
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            size="lg"
            label={t.typeLabel}
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
          <Button {...big} type="submit">
            {t.send}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Asks who of several people it was; what was sent waits for that. */
function WhoIsIt({ sessions, judge }: { sessions: readonly Schemas["Session"][]; judge: Judge }) {
  const t = useMessages(messages);
  return (
    <Dialog close={judge.seen} title={t.whoIsIt} size="lg">
      <Group>
        {sessions.map((s) => (
          <Button key={s.id} {...big} variant="default" onClick={() => judge.as(s.id)}>
            {s.name ?? s.person}
          </Button>
        ))}
      </Group>
    </Dialog>
  );
}
