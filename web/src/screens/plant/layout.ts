import { stationsOf, type Definition, type Operation, type Route } from "@/plant/definition";

/** An operation of a route as it is drawn, with what belongs to it. */
export interface Box {
  operation: Operation;
  /** Codes of the stations where it is done. */
  stations: string[];
  /** What goes in here into a part that is made by the route. */
  components: string[];
  x: number;
  y: number;
  height: number;
}

/** An arrow from one operation to another. */
export interface Arrow {
  from: string;
  to: string;
  kind: "next" | "skip" | "rework";
  /** The name of a rework. */
  label?: string;
}

/** How wide a box is, and how far apart boxes are, in pixels. */
export const width = 200;
const gap = { x: 52, y: 64 };

/** Lays a route out from left to right, in rows that fit into a width, as text is read. */
export function boxesOf(d: Definition, route: Route, room: number): Box[] {
  const columns = Math.max(1, Math.floor((room + gap.x) / (width + gap.x)));
  const placed = stationsOf(d);
  const made = (d.parts ?? []).filter((p) => p.route === route.code);
  const boxes = route.operations.map((operation): Box => {
    const lines = made.flatMap((p) => p.bom ?? []).filter((l) => l.operation === operation.code);
    const stations = placed.filter((p) => p.station.operations?.includes(operation.code)).map((p) => p.station.code);
    const components = [...new Set(lines.map((l) => l.part))];
    return { operation, stations, components, x: 0, y: 0, height: heightOf(operation, components) };
  });
  let y = 0;
  for (let row = 0; row * columns < boxes.length; row++) {
    const line = boxes.slice(row * columns, (row + 1) * columns);
    line.forEach((box, i) => {
      box.x = i * (width + gap.x);
      box.y = y;
    });
    y += Math.max(...line.map((box) => box.height)) + gap.y;
  }
  return boxes;
}

/** What of the components is named; the rest is counted. */
export const namedComponents = 3;
/** What of the characteristics is named; the rest is counted. */
export const namedValues = 3;

function heightOf(o: Operation, components: string[]): number {
  const lines = (all: number, named: number) => Math.min(all, named) + (all > named ? 1 : 0);
  return 84 + 20 * (lines(components.length, namedComponents) + lines(o.characteristics?.length ?? 0, namedValues));
}

/** The arrows of a route: on to the next operation, past what may be skipped, and back for rework. */
export function arrowsOf(route: Route): Arrow[] {
  const codes = route.operations.map((o) => o.code);
  const arrows: Arrow[] = codes.slice(1).map((to, i) => ({ from: codes[i] ?? "", to, kind: "next" }));
  for (let i = 1; i < codes.length - 1; i++) {
    if (!route.operations[i]?.optional) continue;
    const next = route.operations.findIndex((o, n) => n > i && !o.optional);
    const before = codes[i - 1];
    const to = codes[next];
    const first = !route.operations[i - 1]?.optional;
    if (first && before !== undefined && to !== undefined) arrows.push({ from: before, to, kind: "skip" });
  }
  for (const r of route.reworks ?? []) {
    const last = codes.filter((c) => c === r.enter || r.voids?.includes(c)).at(-1);
    if (last !== undefined) arrows.push({ from: last, to: r.enter, kind: "rework", label: r.name ?? r.code });
  }
  return arrows;
}
