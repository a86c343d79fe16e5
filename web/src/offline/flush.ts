import { call, problemOf, upload, type Problem, type Schemas } from "@/api/call";
import { drop, list, reportOf, save, type Came, type Kept } from "./acts";

/** How what is kept is read, changed and sent; the tests have their own. */
export interface Way {
  list: () => Promise<Kept[]>;
  save: (kept: Kept) => Promise<void>;
  drop: (kept: Kept) => Promise<void>;
  send: (command: Schemas["Command"]) => Promise<Schemas["Answer"]>;
  upload: (photo: Blob) => Promise<unknown>;
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  ahead: () => Promise<number>;
}

const way: Way = {
  list,
  save,
  drop,
  send: (body) => call("post", "/api/v1/commands", { body }, { patience: 5000 }),
  upload,
  ahead: async () => {
    const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    return Date.parse(response.headers.get("Date") ?? "") - Date.now() || 0;
  },
};

/** Whether a problem says that the server was not reached: nothing is known of what was sent. */
export function isGone({ code, status }: Problem): boolean {
  return code === "W001" || code === "W002" || (code === "W003" && [502, 503, 504].includes(status));
}

/** Whether what was not taken is sent again later: the server is there, and yet cannot take it now. */
const isLater = (p: Problem) => isGone(p) || p.code === "W003" || [401, 408, 429].includes(p.status) || p.status >= 500;

const twice = "T802"; // the id is that of a command that is recorded
const badge = "H468"; // what was read is a badge
/** What is said beside a verdict and is no breach: a clock, a code mended, a pool that runs low. */
const remarks = ["T801", "T113", "T132"];

/**
 * Reports what is kept under a sign-in, in its order, until nothing waits or the server is gone. What is
 * recorded and broke no rule is forgotten here; the rest stays, with what became of it. Tabs take turns.
 */
export async function flush(actor: string): Promise<void> {
  await navigator.locks.request("tracewright.acts", () => flushBy(way, actor));
}

/** Does what flush does, on its way. */
export async function flushBy(by: Way, actor: string): Promise<void> {
  const operators = new Map<string, string>(); // who has shown a badge, by station
  const clock = ahead(by);
  for (const kept of await by.list()) {
    if (kept.actor !== actor) continue;
    if (kept.came) {
      if (kept.came.how === "badge") turn(operators, kept);
      continue;
    }
    try {
      await report(by, await timed(by, kept, clock), operators);
    } catch (error) {
      const problem = problemOf(error);
      if (isLater(problem)) return;
      const faults = (problem.errors ?? []).map((e) => e.message);
      const how = problem.code === badge ? "badge" : "refused";
      if (how === "badge") turn(operators, kept);
      await came(by, kept, { how, code: problem.code, text: problem.detail ?? problem.title, also: faults });
    }
  }
  for (const kept of await by.list()) {
    if (kept.actor === actor && kept.came?.how === "badge") await by.drop(kept); // nothing follows it any more
  }
}

/** Notes who has come by a badge, or has gone by the same. */
function turn(operators: Map<string, string>, { station, act }: Kept): void {
  const code = "code" in act ? act.code : "";
  if (operators.get(station) === code) operators.delete(station);
  else operators.set(station, code);
}

/** A clock that is no further off is left as it is: the server tells its own by the second. */
const tolerance = 2000;

/** Asks for the difference of the clocks once, when it is wanted. */
function ahead(by: Way): () => Promise<number> {
  let known: Promise<number> | undefined;
  return () => (known ??= by.ahead().then((ms) => (Math.abs(ms) < tolerance ? 0 : ms)));
}

/** Fixes the time of an act before it is first sent: the same id stands for the same command for ever. */
async function timed(by: Way, kept: Kept, clock: () => Promise<number>): Promise<Kept> {
  if (kept.occurredAt !== undefined) return kept;
  const at = { ...kept, occurredAt: zoned(kept.at + (await clock())) };
  await by.save(at);
  return at;
}

async function report(by: Way, all: Kept, operators: Map<string, string>): Promise<void> {
  const { kept, lost } = await shown(by, all);
  const { verdict } = await by.send(reportOf(kept, operators.get(kept.station)));
  if (verdict.code === twice) {
    const { answered, first, said } = verdict.evidence ?? {};
    // The server had it, and only its answer was lost.
    if (answered === "permit") await by.drop(kept);
    // It was refused while the station could not hear it. What happened all the same is reported.
    else if (!isReport(first)) await report(by, await renamed(by, all), operators);
    else await came(by, kept, { how: "refused", code: verdict.code, text: said ?? verdict.text, also: [] });
    return;
  }
  const how = verdict.answer === "permit" ? "recorded" : "refused";
  const broken = (verdict.also ?? []).filter((f) => !remarks.includes(f.code)).map((f) => f.text);
  const also = [...broken, ...lost];
  if (how === "recorded" && also.length === 0) await by.drop(kept);
  else await came(by, kept, { how, code: verdict.code, text: verdict.text, also });
}

/**
 * Gives the server the photos of an act, which it has to have before the report that names them. A photo that it does
 * not take is left out, and what it says of that is to be looked at.
 */
async function shown(by: Way, all: Kept): Promise<{ kept: Kept; lost: string[] }> {
  const lost = new Map<string, string>();
  for (const { sha256, blob } of all.photos ?? []) {
    try {
      await by.upload(blob);
    } catch (error) {
      const problem = problemOf(error);
      if (isLater(problem)) throw error;
      lost.set(sha256, problem.detail ?? problem.title);
    }
  }
  return { kept: without(all, [...lost.keys()]), lost: [...lost.values()] };
}

/** An act that names some photos no more. */
function without(kept: Kept, photos: readonly string[]): Kept {
  if (photos.length === 0 || "code" in kept.act) return kept;
  const { attachments, ...args } = kept.act.args as { attachments?: string[] };
  const left = (attachments ?? []).filter((sha256) => !photos.includes(sha256));
  return { ...kept, act: { ...kept.act, args: left.length > 0 ? { ...args, attachments: left } : args } };
}

/** Keeps what became of an act, without its photos, until somebody has looked at it. */
async function came(by: Way, kept: Kept, became: Came): Promise<void> {
  const left = { ...kept, came: became };
  delete left.photos;
  await by.save(left);
}

async function renamed(by: Way, kept: Kept): Promise<Kept> {
  const other = { ...kept, id: `${kept.id}r` };
  await by.save(other);
  return other;
}

function isReport(command: string | undefined): boolean {
  try {
    return (JSON.parse(command ?? "") as { mode?: string }).mode === "report";
  } catch {
    return true; // nobody knows: it is shown, not sent again
  }
}

/** A time as RFC 3339, in the zone of this device. */
export function zoned(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
