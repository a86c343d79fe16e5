import type { Asked, Schemas } from "@/api/call";
import { shared, type Search, type Shared, type Start } from "./route";

/** The fields of each way to begin, in their order. */
export const fieldsOf: Record<Start, readonly (keyof Shared)[]> = {
  object: [],
  lot: ["lot", "maker", "part"],
  tool: ["equipment", "from", "until"],
  operator: ["operator", "station", "from", "until"],
  station: ["station", "part", "from", "until"],
  time: ["part", "from", "until"],
  value: ["characteristic", "atLeast", "atMost", "part", "from", "until"],
};

/** What objects have in common, as far as an address says it. */
export function selectionOf(search: Search): Schemas["Selection"] | undefined {
  const said = shared.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]] as const]));
  return said.length === 0 || search.of !== undefined ? undefined : Object.fromEntries(said);
}

/** By what a trace is begun, from the address: from a link it may only have the fields. */
export function startOf(search: Search): Start {
  if (search.by !== undefined) return search.by;
  if (search.characteristic !== undefined) return "value";
  if (search.equipment !== undefined) return "tool";
  if (search.lot !== undefined) return "lot";
  if (search.operator !== undefined) return "operator";
  if (search.station !== undefined) return "station";
  return selectionOf(search) === undefined ? "object" : "time";
}

type Query = NonNullable<Asked<"/api/v1/trace", "get">["query"]>;

/** The question to the API; undefined while nothing is asked. */
export function queryOf(search: Search): Query | undefined {
  const where = selectionOf(search);
  if (search.of === undefined && where === undefined) return undefined;
  return {
    ...(search.of === undefined ? {} : { object: [search.of] }),
    ...where,
    direction: search.direction ?? "forward",
    ...(search.asOf ? { asOf: search.asOf } : {}),
    ...(search.knownAt ? { knownAt: search.knownAt } : {}),
    ...(search.carriers ? { carriers: true } : {}),
  };
}

/** The address of the answer as a file; a report is in a language. */
export function fileOf(query: Query, format: string, language: string): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, format, ...(format === "pdf" ? { lang: language } : {}) })) {
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  return `/api/v1/trace?${params.toString()}`;
}

/** Somebody as a list of names has them, whose names may be alike. */
export const nameWithID = (name: string, id: string) => `${name} (${id})`;

/** The id in what was chosen from such a list, or typed. */
export const personIn = (text: string | undefined) => /\((p-[a-z0-9]+)\)$/.exec(text ?? "")?.[1] ?? text;
