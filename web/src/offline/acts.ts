import type { Schemas } from "@/api/call";
import { all, put, remove } from "./store";

/** Something that was done at a station: a code that was read, or a command that was given by touch. */
export type Act = { code: string; confirm?: string[] } | { verb: string; args: object; confirm?: string[] };

/** A photo that goes with an act, by its SHA-256 in hexadecimal. */
export interface Photo {
  sha256: string;
  blob: Blob;
}

/** An act that waits on this device until the server can be told of it. */
export interface Kept {
  /** Its place among all of this browser, given when it is kept. */
  n?: number;
  /** Id of its command: sent twice, it is recorded once. */
  id: string;
  station: string;
  /** Whose sign-in it was kept under; nobody else sends it. */
  actor: string;
  /** Session of who did it, where that is known. */
  session?: string;
  act: Act;
  /** The photos that it names and the server may not have; they are sent before it. */
  photos?: Photo[];
  /** When it happened by the clock of this device, in milliseconds. */
  at: number;
  /** What is sent as the time, once it is: by the server's clock, with the zone of this device. */
  occurredAt?: string;
  /** What became of it, where somebody has to look at that. */
  came?: Came;
}

/** What became of an act that was kept, and is not simply good. */
export interface Came {
  /** recorded: it is, and broke rules; refused: nothing came of it; badge: it said who did what follows. */
  how: "recorded" | "refused" | "badge";
  code: string;
  text: string;
  also: string[];
}

/** How many acts one browser keeps at most, with those that somebody has to look at. */
export const most = 500;

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("tracewright.acts") : undefined;
const listeners = new Set<() => void>();
if (channel) channel.onmessage = () => listeners.forEach((heard) => heard());

/** Hears of changes, whichever tab made them. Returns what ends it. */
export function onChange(heard: () => void): () => void {
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

function changed(): void {
  channel?.postMessage("changed");
  listeners.forEach((heard) => heard());
}

/** Whether this browser can keep acts at all: it needs the page over TLS or on this machine, so that tabs take turns. */
export const canKeep = (): boolean => "indexedDB" in globalThis && "locks" in navigator;

/** All that is kept, the first done first. */
export const list = (): Promise<Kept[]> => all<Kept>("acts");

/** How many photos one browser keeps at most, and of how many bytes together. */
export const mostPhotos = { number: 40, bytes: 24_000_000 };

/** Whether an act is kept; full: no more acts fit, photos: not with its photos. */
export type Fit = "kept" | "full" | "photos";

/** Whether an act fits beside what is kept. */
export function fits(all: readonly Kept[], act: Kept): Fit {
  if (all.length >= most) return "full";
  const photos = [...all, act].flatMap((k) => k.photos ?? []);
  const bytes = photos.reduce((sum, p) => sum + p.blob.size, 0);
  const over = photos.length > mostPhotos.number || bytes > mostPhotos.bytes;
  return over && act.photos ? "photos" : "kept";
}

/** Keeps an act with its photos, durably once this resolves to kept. */
export async function keep(act: Kept): Promise<Fit> {
  const fit = fits(await list(), act);
  if (fit !== "kept") return fit;
  try {
    await put("acts", act);
  } catch {
    return act.photos ? "photos" : "full"; // the browser has no room
  }
  changed();
  return "kept";
}

export async function save(act: Kept): Promise<void> {
  await put("acts", act);
  changed();
}

export async function drop(act: Kept): Promise<void> {
  if (act.n !== undefined) await remove("acts", act.n);
  changed();
}

/** What is sent for an act that was kept: a report of what happened. */
export function reportOf(kept: Kept, operator: string | undefined): Schemas["Command"] {
  const { act, id, station, session, occurredAt } = kept;
  const [verb, args] = "code" in act ? ["scan", { code: act.code }] : [act.verb, act.args];
  return {
    id,
    verb,
    args,
    mode: "report",
    station,
    source: "offline",
    ...(occurredAt ? { occurredAt } : {}),
    ...(operator ? { operator } : session ? { session } : {}),
  } as unknown as Schemas["Command"];
}
