import type { Schemas } from "@/api/call";

export type WIP = Schemas["WIP"];
export type Stock = Schemas["Stock"];
export type Thing = Schemas["Object"];

/** Names a group of work in progress in an address. */
export const groupKey = (w: WIP): string => [w.station ?? "", w.operation ?? "", w.part ?? ""].join("|");

/** Whether an object is one of a group: it has begun its route, is by itself, and is or waits there. */
export function inGroup(o: Thing, key: string): boolean {
  const own = groupKey({ station: o.station ?? "", operation: o.operation ?? "", part: o.part ?? "", objects: 1 });
  return own === key && (o.visit ?? 0) > 0 && !o.parent;
}

const hour = 3_600_000;

/** The classes of age, by how long at most. */
export const ages = [
  { id: "hour", until: hour },
  { id: "shift", until: 8 * hour },
  { id: "day", until: 24 * hour },
  { id: "week", until: 7 * 24 * hour },
  { id: "older", until: Infinity },
] as const;

export type AgeName = (typeof ages)[number]["id"];

/** The class of age of what is there since a time. */
export function ageOf(since: string, now: number): AgeName {
  const age = now - Date.parse(since);
  return ages.find((a) => age < a.until)?.id ?? "older";
}

/** How full the bar of an age is: a minute is little, a week is full, in between each doubling is as long. */
export function fullness(since: string, now: number): number {
  const minutes = Math.max(1, (now - Date.parse(since)) / 60_000);
  return Math.min(1, Math.max(0.03, Math.log2(minutes) / Math.log2(7 * 24 * 60)));
}

/** What is wrong with a piece of stock, the worst first. */
export type Fault = "negative" | "expired" | "floor" | "held" | "soon";

/** What expires within so long should be used first. */
const soon = 7 * 24 * hour;

export function faultsOf(s: Stock, now: number): Fault[] {
  const found: Fault[] = [];
  if (s.quantity.startsWith("-")) found.push("negative");
  if (s.expires && Date.parse(s.expires) <= now) found.push("expired");
  if (s.floorLife?.ends && Date.parse(s.floorLife.ends) <= now) found.push("floor");
  if (s.holds?.length) found.push("held");
  if (s.expires && !found.includes("expired") && Date.parse(s.expires) - now < soon) found.push("soon");
  return found;
}

/** The place in which each lot is to be used among those of its part, from 1: what expires first, then the oldest. */
export function ranks(stock: readonly Stock[]): Map<string, number> {
  const counts = new Map<string, number>();
  const ranks = new Map<string, number>();
  for (const s of stock) {
    const part = s.object.part ?? "";
    const n = (counts.get(part) ?? 0) + 1;
    counts.set(part, n);
    ranks.set(s.object.id, n);
  }
  return ranks;
}
