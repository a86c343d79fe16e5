import type { Label, LabelElement } from "@/plant/definition";

/** What stands in a field as long as nothing is named that the label is for. */
const known: Record<string, string> = {
  serial: "SN000042",
  gtin: "09521234567103",
  content: "09521234567103",
  sscc: "106141412345678908",
  container: "106141412345678908",
  count: "12",
  quantity: "40",
  expiry: "271231",
  date: "2026-11-22",
  prodDate: "261122",
  expires: "2027-12-31",
  due: "2026-12-01",
  dueDate: "261201",
  link: `${location.origin}/01/09521234567103/21/SN000042`,
  uri: `${location.origin}/01/09521234567103/21/SN000042`,
  lot: "L-2026-11",
  part: "PUMP-100",
  revision: "B",
  name: "Hydraulic pump",
  order: "WO-17",
  unit: "pcs",
  badge: "B-0001",
};

/** The names of the fields that a label asks for. */
export function fieldsOf(label: Pick<Label, "elements">): string[] {
  const names = new Set<string>();
  for (const e of label.elements) {
    for (const [, name] of (e.text ?? "").replaceAll("{{", "").matchAll(/\{([A-Za-z0-9]+)\}/g)) {
      if (name !== undefined && !/^(RS|GS|EOT|US|FS)$/.test(name)) names.add(name);
    }
  }
  return [...names];
}

/** Example values for the fields of a label. */
export function samplesOf(label: Pick<Label, "elements">): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(label)
      .slice(0, 100)
      .map((name) => [name, known[name] ?? name.toUpperCase()]),
  );
}

/** Where an element lies on the label, in millimetres; a text without a height is as high as its letters. */
export function boxOf(e: LabelElement): { x: number; y: number; width: number; height: number } {
  const mm = (text: string | undefined, other: number) =>
    text === undefined || text === "" ? other : Number(text) || other;
  const size = mm(e.size, 3);
  return {
    x: mm(e.x, 0),
    y: mm(e.y, 0),
    width: mm(e.width, e.kind === "line" ? 1 : 20),
    height: mm(e.height, e.kind === "line" ? 1 : size * 1.4),
  };
}

/** An element moved by some millimetres, on the grid of a tenth, and not beyond the label. */
export function moved(e: LabelElement, dx: number, dy: number, label: Pick<Label, "width" | "height">): LabelElement {
  const { x, y, width, height } = boxOf(e);
  const within = (at: number, room: number) => Math.round(Math.min(Math.max(at, 0), Math.max(room, 0)) * 10) / 10;
  return {
    ...e,
    x: String(within(x + dx, Number(label.width) - width)),
    y: String(within(y + dy, Number(label.height) - height)),
  };
}
