import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/api/call";
import { changeDemoLine, demoLine, demoPeople, type DemoPeople, type Part } from "@/api/demo";
import { newID } from "@/api/id";
import { useMessages } from "@/app/i18n";
import { signIn } from "@/app/session";
import { scan } from "@/scan/bus";
import { byPlace, found, type Trace } from "@/screens/trace/affected";
import { messages } from "./messages";
import { suggest } from "./suggest";
import { keepStop, key, type Stop } from "./touring";

/** Where the tour scans. */
const station = "D-40";

/** The lot that the demo spoils, and one of a history that is too short to have shipped any of it. */
const suspects = ["BR-0041", "BR-0001"] as const;

/** How far somebody has come; it outlasts the change of who is signed in, and is gone on with from the menu when the tab was closed. */
interface Tour {
  step: number;
  lot: string;
  /** What the step does has been done. */
  done?: boolean;
}

const steps = [
  { title: "good", role: "device", path: () => `/station/${station}` },
  { title: "wrong", role: "device", path: () => `/station/${station}` },
  { title: "affected", role: "quality", path: (lot: string) => `/trace?of=${lot}` },
  { title: "stopped", role: "quality", path: (lot: string) => `/trace?of=${lot}` },
  { title: "customers", role: "quality", path: (lot: string) => `/trace?of=${lot}` },
] as const satisfies readonly { title: string; role: Part["role"]; path: (lot: string) => string }[];

function current(): Tour | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as Tour);
}

/** Signs in as whoever a step shows, where it shows it. The line stands still, so that nothing moves while somebody looks. */
async function go(step: number, lot: string, people: DemoPeople): Promise<void> {
  const to = steps[step];
  const part = people.parts.find((p) => p.role === to?.role);
  if (!to || !part) return;
  await changeDemoLine({ paused: true });
  sessionStorage.setItem(key, JSON.stringify({ step, lot }));
  keepStop({ step, lot });
  await signIn({ token: part.token }, to.path(lot));
}

/** Begins the tour. */
export async function startTour(people: DemoPeople): Promise<void> {
  let lot: string = suspects[0];
  for (const id of suspects) {
    const trace = await forward(id).catch(() => undefined);
    if (trace && shipped(trace).length > 0) {
      lot = id;
      break;
    }
  }
  await go(0, lot, people);
}

/** Goes on with a tour at the step to which it came before the browser was closed. */
export async function goOn(people: DemoPeople, { step, lot }: Stop): Promise<void> {
  await go(step, lot, people);
}

/** The tour, where one has been begun: what is to be seen, and the click to the next. */
export function TourCard() {
  const [tour, setTour] = useState(current);
  const people = useQuery({ ...demoPeople, enabled: tour !== undefined });
  const client = useQueryClient();
  if (!tour || !people.data) return null;
  const end = () => {
    sessionStorage.removeItem(key);
    keepStop(undefined);
    setTour(undefined);
    void changeDemoLine({ paused: false })
      .then((line) => client.setQueryData(demoLine.queryKey, line))
      .catch(() => undefined); // its menu says what it does
  };
  return <Step key={tour.step} {...tour} people={people.data} end={end} />;
}

interface StepProps extends Tour {
  people: DemoPeople;
  end: () => void;
}

function Step({ step, lot, done, people, end }: StepProps) {
  const t = useMessages(messages);
  const [failed, setFailed] = useState(false);
  const title = steps[step]?.title ?? "good";
  const badge = people.badges[2]?.badge ?? "";
  const acted = useQuery({
    queryKey: ["tour", step],
    queryFn: () => {
      sessionStorage.setItem(key, JSON.stringify({ step, lot, done: true }));
      return title === "stopped" ? hold(lot) : show(title, badge);
    },
    enabled: !done,
    staleTime: Infinity,
    retry: false,
  });
  const scans = title === "good" || title === "wrong";
  const problem = failed || acted.isError || (acted.data === false && !scans) ? t.failed : t.noneWaits;
  const well = !failed && !acted.isError && acted.data !== false;
  const texts = {
    good: t.goodText,
    wrong: t.wrongText,
    affected: t.affectedText(lot),
    stopped: t.stoppedText(lot),
    customers: t.customersText,
  };
  return (
    <Paper
      component="aside"
      aria-label={t.tour}
      withBorder
      shadow="lg"
      p="md"
      style={{
        position: "fixed",
        insetInlineEnd: 16,
        insetBlockEnd: 96,
        width: "min(420px, calc(100vw - 32px))",
        zIndex: 150,
      }}
    >
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={700}>{t[title]}</Text>
          <Text size="sm" c="dimmed">
            {t.stepOf(step + 1, steps.length)}
          </Text>
        </Group>
        <Text role="status">{well ? texts[title] : problem}</Text>
        {title === "customers" ? <Customers lot={lot} /> : null}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={end}>
            {t.end}
          </Button>
          {step + 1 < steps.length ? (
            <Button onClick={() => void go(step + 1, lot, people).catch(() => setFailed(true))}>{t.next}</Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  );
}

/** Scans what a step is about; says whether there was something. */
async function show(title: string, badge: string): Promise<boolean> {
  if (title !== "good" && title !== "wrong") return true;
  if (title === "good") {
    const sessions = await call("get", "/api/v1/stations/{station}/sessions", { path: { station } });
    if (sessions.items.length === 0) scan({ code: badge, source: "screen" });
  }
  if (title === "wrong") await putInWork();
  const found = await suggest(station);
  const code = title === "good" ? found.good[0] : found.bad[0];
  if (code !== undefined) scan({ code, source: "screen" });
  return code !== undefined;
}

/**
 * Sees to it that a unit is in work: a component is wrong only in one. Where none is, one that waits is begun with, and
 * where none waits either, the line goes on until one comes.
 */
async function putInWork(): Promise<void> {
  const path = { station };
  const speed = (await changeDemoLine({ paused: true }))?.speed ?? 10;
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const { inWork } = await call("get", "/api/v1/stations/{station}", { path });
    const [code] = inWork.length > 0 ? [] : (await suggest(station)).good;
    if (inWork.length > 0 || code !== undefined) await changeDemoLine({ paused: true, speed });
    if (inWork.length > 0) return;
    if (code !== undefined)
      await call("post", "/api/v1/stations/{station}/scans", { path, body: { id: newID(), code } });
    else await changeDemoLine({ paused: false, speed: 60 });
    await new Promise((then) => setTimeout(then, 200));
  }
  await changeDemoLine({ paused: true, speed });
}

async function hold(lot: string): Promise<boolean> {
  const command = { id: newID(), verb: "hold", args: { objects: [lot], reason: "bearings are noisy" } };
  const answer = await call("post", "/api/v1/commands", { body: command as never });
  return answer.verdict.answer === "permit";
}

const forward = (id: string): Promise<Trace> =>
  call("get", "/api/v1/objects/{id}/trace", { path: { id }, query: { direction: "forward" } });

/** What of a trace was shipped, by whom it was shipped to. */
const shipped = (trace: Trace) => byPlace(found(trace)).filter((c) => c.life === "shipped");

/** Who was sent something that has the lot in it. */
function Customers({ lot }: { lot: string }) {
  const t = useMessages(messages);
  const trace = useQuery({ queryKey: ["tour", lot], queryFn: () => forward(lot) });
  if (!trace.data) return null;
  const sent = shipped(trace.data);
  if (sent.length === 0) return <Text>{t.shippedNone}</Text>;
  return (
    <ul style={{ margin: 0 }}>
      {sent.map((c) => (
        <li key={c.place}>
          <b className="world">{c.place}</b>: {t.units(c.n)}
        </li>
      ))}
    </ul>
  );
}
