import type { Schemas } from "@/api/call";

export type Trace = Schemas["Trace"];
export type Node = Trace["nodes"][number];

/** What an object is called. */
export function nameOf(o: Schemas["ObjectRef"]): string {
  return o.name ?? o.id;
}

/** Whether the path to an object is sure, and nothing has been taken out since. */
export function sure(n: Node): boolean {
  return n.proven && !n.removed;
}

/** How sure a box of the drawing is: all that it stands for is proven, none of it, or some. */
export function certaintyOf(b: Pick<Schemas["TraceBox"], "members" | "possible">): "proven" | "possible" | "mixed" {
  if (!b.possible) return "proven";
  return b.possible < b.members ? "mixed" : "possible";
}

/** What was found: all beside the objects that were named. What fits a question is a finding, too. */
export function found(trace: Trace): readonly Node[] {
  return trace.where ? trace.nodes : trace.nodes.slice(trace.starts);
}

/** A place, and how much of what was found is there. */
export interface Count {
  place: string;
  life: string;
  n: number;
}

/** The key of where an object is, as an address has it: its state and the place. */
export function placeKey(n: { life: string; place?: string | undefined }): string {
  return `${n.life}:${n.place ?? ""}`;
}

/** How much is where: what has left the house first, then where most is. */
export function byPlace(nodes: readonly Node[]): Count[] {
  const counts = new Map<string, Count>();
  for (const n of nodes) {
    const key = placeKey(n);
    const count = counts.get(key) ?? { place: n.place ?? "", life: n.life, n: 0 };
    count.n++;
    counts.set(key, count);
  }
  const away = (c: Count) => (c.life === "shipped" ? 0 : 1);
  return [...counts.values()].sort((a, b) => away(a) - away(b) || b.n - a.n || a.place.localeCompare(b.place));
}
