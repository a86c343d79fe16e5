import { call, type Schemas } from "@/api/call";
import { taskOf, type Definition } from "@/screens/station/recipe";

/** What can be scanned at a station of the demo now. */
export interface Suggestions {
  /** What the station permits. */
  good: string[];
  /** What it refuses. */
  bad: string[];
}

/** The stations of a plant definition, with their operations. */
export interface Layout extends Definition {
  areas?: { lines?: { stations?: { code: string; operations?: string[] }[] }[] }[];
}

/** The stations from which units come to a station: those of the operation before, on each route. */
export function before(d: Layout, station: string): string[] {
  const stations = (d.areas ?? []).flatMap((a) => a.lines ?? []).flatMap((l) => l.stations ?? []);
  const here = stations.find((s) => s.code === station)?.operations ?? [];
  const previous = new Set(
    (d.routes ?? []).flatMap(({ operations = [] }) =>
      operations.flatMap((o, i) => (here.includes(operations[i + 1]?.code ?? "") ? [o.code] : [])),
    ),
  );
  return stations.filter((s) => s.operations?.some((o) => previous.has(o))).map((s) => s.code);
}

/** The parts that go into other products by an operation, and not into this one. */
export function misfits(d: Definition, part: string, operation: string): string[] {
  const fits = (d.parts ?? []).filter((p) => p.number === part).flatMap((p) => p.bom ?? []);
  return [
    ...new Set(
      (d.parts ?? [])
        .flatMap((p) => p.bom ?? [])
        .filter((l) => l.operation === operation && !fits.some((f) => f.part === l.part))
        .map((l) => l.part),
    ),
  ];
}

/** Looks what could be scanned at a station. */
export async function suggest(code: string): Promise<Suggestions> {
  const [station, plant] = await Promise.all([
    call("get", "/api/v1/stations/{station}", { path: { station: code } }),
    call("get", "/api/v1/plant"),
  ]);
  const d = plant.definition as Layout;
  const [visit] = station.inWork;
  return visit ? atWork(d, visit) : waiting(d, code);
}

async function atWork(d: Layout, visit: Schemas["Visit"]): Promise<Suggestions> {
  const path = { id: visit.object.id };
  const [unit, tree, measured] = await Promise.all([
    call("get", "/api/v1/objects/{id}", { path }),
    call("get", "/api/v1/objects/{id}/tree", { path }),
    call("get", "/api/v1/objects/{id}/measurements", { path, query: { limit: 100 } }),
  ]);
  const task = taskOf(d, unit, visit, tree.nodes, measured.items);
  const missing = task.components.filter((c) => c.feed.length === 0 && c.done < c.wanted).map((c) => c.part);
  const good = await anyOf(missing);
  return {
    good: missing.length === 0 ? ["TW:COMPLETE"] : good,
    bad: await anyOf(misfits(d, unit.part ?? "", visit.operation)),
  };
}

/** A lot or unit of each part that is in stock. */
async function anyOf(parts: readonly string[]): Promise<string[]> {
  const found = await Promise.all(parts.map((part) => call("get", "/api/v1/stock", { query: { part } })));
  return found.flatMap(({ items }) => {
    const last = items.findLast((s) => Number(s.quantity) > 0 && !s.holds?.length);
    return last ? [last.object.name ?? last.object.id] : [];
  });
}

async function waiting(d: Layout, code: string): Promise<Suggestions> {
  const from = before(d, code);
  const pages = await Promise.all(
    [...from, code].map((station) =>
      call("get", "/api/v1/objects", { query: { station, kind: "unit", life: "open", limit: 100 } }),
    ),
  );
  const names = (items: readonly Schemas["Object"][]) =>
    items.filter((o) => !o.parent && !o.operation && !o.holds?.length).map((o) => o.name ?? o.id);
  const [here, ...there] = pages.map((p) => names(p.items)).reverse();
  return { good: there.flat().slice(0, 3), bad: (here ?? []).slice(0, 2) };
}
