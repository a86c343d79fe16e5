/** What the screens read of the plant definition; docs/plant-definition.md explains each key. Numbers are texts. */
export interface Definition {
  site: { code: string; name?: string; zone?: string; link?: string };
  areas?: Area[];
  parts?: Part[];
  routes?: Route[];
  equipment?: Equipment[];
  skills?: Skill[];
  labels?: Label[];
  printers?: Printer[];
  defects?: Defect[];
  reasons?: Reason[];
  shifts?: Shift[];
  interlocks?: Record<string, Mode>;
  overrides?: Record<string, Override>;
  answers?: Record<string, string>;
  breachHolds?: string[];
  [other: string]: unknown;
}

export interface Area {
  code: string;
  name?: string;
  lines?: Line[];
}

export interface Line {
  code: string;
  name?: string;
  takt?: string;
  stations?: Station[];
}

export interface Station {
  code: string;
  name?: string;
  operations?: string[];
  positions?: { code: string; name?: string; kind?: string; parts?: string[]; holds?: string }[];
  skills?: string[];
  equipment?: string[];
  interlocks?: Record<string, Mode>;
}

export const trackings = ["serial", "lot", "late-serial", "none"] as const;
export type Tracking = (typeof trackings)[number];

export interface Part {
  number: string;
  revision?: string;
  name?: string;
  gtin?: string;
  tracking?: Tracking;
  uom?: string;
  route?: string;
  serials?: string;
  bom?: BillLine[];
  phantom?: boolean;
}

export interface BillLine {
  line: string;
  part: string;
  quantity?: string;
  operation?: string;
  use?: "install" | "consume";
  capture?: "scan-each" | "scan-on-change" | "backflush";
  feed?: string[];
  alternates?: string[];
}

export interface Route {
  code: string;
  name?: string;
  operations: Operation[];
  reworks?: Rework[];
}

/** A way back into the route. */
export interface Rework {
  code: string;
  name?: string;
  enter: string;
  voids?: string[];
}

export interface Operation {
  code: string;
  name?: string;
  optional?: boolean;
  characteristics?: Characteristic[];
  picture?: string;
  documents?: { title: string; file: string }[];
  steps?: { code: string; name?: string; text?: string; picture?: string }[];
  skills?: string[];
  equipment?: string[];
  attempts?: number;
  retests?: number;
  since?: Since[];
  conditions?: Condition[];
}

/** A time to keep from the end of an earlier operation. */
export interface Since {
  operation: string;
  min?: string;
  max?: string;
}

/** What else must be true before an operation begins or completes. */
export interface Condition {
  code: string;
  at?: "entry" | "exit";
  expr: string;
  text?: string;
  next?: string;
}

export interface Characteristic {
  code: string;
  name?: string;
  uom?: string;
  nominal?: string;
  lower?: string;
  upper?: string;
  required?: boolean;
  ctq?: boolean;
  count?: number;
}

export interface Equipment {
  code: string;
  name?: string;
  kind: string;
  calibration?: string;
  positions?: number;
  parts?: string[];
}

export interface Skill {
  code: string;
  name?: string;
  valid?: string;
}

export interface Defect {
  code: string;
  name?: string;
  group?: string;
}

/** Why people do something. */
export interface Reason {
  code: string;
  name?: string;
  for: string;
  state?: string;
}

/** A part of the day, by the clock on the wall of the site. */
export interface Shift {
  code: string;
  name?: string;
  start: string;
  end: string;
  days?: string[];
}

export interface Printer {
  code: string;
  name?: string;
  address: string;
  dpi?: number;
  format?: string;
  labels?: string[];
}

/** A label as it is drawn: docs/labels.md. */
export interface Label {
  code: string;
  name?: string;
  width: string;
  height: string;
  elements: LabelElement[];
  for?: string[];
  verify?: boolean;
  [other: string]: unknown;
}

export interface LabelElement {
  kind?: "text" | "symbol" | "line" | "box" | "image";
  x?: string;
  y?: string;
  width?: string;
  height?: string;
  text?: string;
  size?: string;
  font?: string;
  align?: string;
  symbology?: string;
  caption?: boolean;
  optional?: boolean;
  [other: string]: unknown;
}

/** Who may let one object pass a rule. */
export interface Override {
  roles?: string[];
  second?: boolean;
  valid?: string;
}

export const modes = ["off", "watch", "ask", "enforce"] as const;
export type Mode = (typeof modes)[number];

/** A station with the line and the area that it stands in. */
export interface Placed {
  station: Station;
  line: Line;
  area: Area;
  /** Where it is in the document, as the server names it in a fault. */
  path: string;
}

/** The stations of a plant, in their order. */
export function stationsOf(d: Definition): Placed[] {
  return (d.areas ?? []).flatMap((area, a) =>
    (area.lines ?? []).flatMap((line, l) =>
      (line.stations ?? []).map((station, s) => ({
        station,
        line,
        area,
        path: `areas[${a}].lines[${l}].stations[${s}]`,
      })),
    ),
  );
}

/** The operations of all routes by code, each once, with the first name that it has. */
export function operationsOf(d: Definition): { code: string; name: string }[] {
  const found = new Map<string, string>();
  for (const o of (d.routes ?? []).flatMap((r) => r.operations)) {
    if (!found.get(o.code)) found.set(o.code, o.name ?? "");
  }
  return [...found].map(([code, name]) => ({ code, name }));
}

/** Leaves out what is empty, as the document does: what is not said is as usual. */
export function tidy<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(value).filter(
    ([, v]) => v !== undefined && v !== "" && v !== false && !(Array.isArray(v) && v.length === 0),
  );
  return Object.fromEntries(kept) as T;
}
