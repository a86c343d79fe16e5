import type { Schemas } from "@/api/call";

/** What the station reads of the plant definition; docs/plant-definition.md explains each key. */
export interface Definition {
  parts?: Part[];
  routes?: { code: string; operations?: Operation[] }[];
  defects?: { code: string; name?: string; group?: string }[];
  reasons?: { code: string; name?: string; for: string }[];
  overrides?: Record<string, { roles?: string[] }>;
}

interface Part {
  number: string;
  revision?: string;
  name?: string;
  tracking?: string;
  route?: string;
  bom?: Line[];
}

interface Line {
  line: number | string;
  part: string;
  quantity?: number | string;
  operation?: string;
  capture?: "scan-each" | "scan-on-change" | "backflush";
  feed?: string[];
}

interface Operation {
  code: string;
  name?: string;
  picture?: string;
  documents?: { title: string; file: string }[];
  steps?: { code: string; name?: string; text?: string; picture?: string }[];
  characteristics?: Characteristic[];
}

interface Characteristic {
  code: string;
  name?: string;
  nominal?: number | string;
  lower?: number | string;
  upper?: number | string;
  required?: boolean;
  count?: number;
}

/** A component that belongs into a unit here. */
export interface Component {
  line: string;
  part: string;
  name: string;
  wanted: number;
  done: number;
  /** Names of what went in. */
  what: string[];
  /** Positions that it is drawn from without a scan; empty where each is scanned. */
  feed: string[];
}

/** A value that is measured here. */
export interface Value {
  code: string;
  name: string;
  lower?: string;
  upper?: string;
  nominal?: string;
  wanted: number;
  required: boolean;
  /** The last result for each position. */
  results: Schemas["Measurement"][];
}

/** What is to be done to a unit at its operation. */
export interface Task {
  part: string;
  operation: string;
  step: number;
  steps: number;
  components: Component[];
  values: Value[];
}

/** The part of a unit; the last revision where the own one is not known any more. */
export function partOf(d: Definition, number: string, revision: string | undefined): Part | undefined {
  const all = (d.parts ?? []).filter((p) => p.number === number);
  return all.find((p) => (p.revision ?? "") === (revision ?? "")) ?? all.at(-1);
}

const text = (value: number | string | undefined) => (value === undefined ? undefined : String(value));

/** What is to be done to a unit at the operation of a visit, and how much of it is done. */
export function taskOf(
  d: Definition,
  unit: Pick<Schemas["Object"], "part" | "revision">,
  visit: Schemas["Visit"],
  inside: readonly Schemas["TreeNode"][],
  measured: readonly Schemas["Measurement"][],
): Task {
  const part = partOf(d, unit.part ?? "", unit.revision);
  const operations = d.routes?.find((r) => r.code === part?.route)?.operations ?? [];
  const at = operations.findIndex((o) => o.code === visit.operation);
  const lines = (part?.bom ?? []).filter((l) => l.operation === visit.operation && l.capture !== "backflush");
  return {
    part: part?.name ?? unit.part ?? "",
    operation: operations[at]?.name ?? visit.operation,
    step: at + 1,
    steps: operations.length,
    components: lines.map((l) => componentOf(d, l, inside)),
    values: (operations[at]?.characteristics ?? []).map((c) => valueOf(c, visit, measured)),
  };
}

function componentOf(d: Definition, line: Line, inside: readonly Schemas["TreeNode"][]): Component {
  const here = inside.filter((n) => n.depth === 1 && !n.edge.to && n.edge.bomLine === String(line.line));
  return {
    line: String(line.line),
    part: line.part,
    name: partOf(d, line.part, undefined)?.name ?? line.part,
    wanted: Number(line.quantity ?? 1),
    done: here.reduce((sum, n) => sum + Number(n.edge.quantity ?? 1), 0),
    what: here.map((n) => n.object.name ?? n.object.id),
    feed: line.capture === "scan-on-change" ? (line.feed ?? []) : [],
  };
}

function valueOf(c: Characteristic, visit: Schemas["Visit"], measured: readonly Schemas["Measurement"][]): Value {
  const last = new Map<string, Schemas["Measurement"]>();
  for (const m of measured) {
    const ours = m.characteristic === c.code && m.visit === visit.number && m.voidSeq === undefined;
    if (ours && !last.has(m.position ?? "")) last.set(m.position ?? "", m); // the last come first
  }
  const value: Value = {
    code: c.code,
    name: c.name ?? c.code,
    wanted: c.count ?? 1,
    required: c.required ?? false,
    results: [...last.values()].sort((a, b) => (a.position ?? "").localeCompare(b.position ?? "")),
  };
  for (const limit of ["lower", "upper", "nominal"] as const) {
    const at = text(c[limit]);
    if (at !== undefined) value[limit] = at;
  }
  return value;
}
