import { tidy, type Definition, type Label, type LabelElement, type Tracking } from "@/plant/definition";

/** What somebody answers of a factory that begins. */
export interface Answers {
  factory: string;
  product: string;
  /** The product has a serial number on each piece; else it is made in lots. */
  serials: boolean;
  steps: Step[];
  components: Component[];
  /** Wrong work is stopped from the first day; else it is only recorded. */
  strict: boolean;
}

export interface Step {
  name: string;
  /** Name of the station where it is done. */
  station: string;
}

export interface Component {
  name: string;
  quantity: string;
  tracking: Exclude<Tracking, "late-serial">;
  /** Which step it goes in at, counted from 0. */
  step: number;
}

/** A code for a name: capital letters of the alphabet, digits and dashes; the fallback where nothing is left of it. */
export function codeOf(name: string, fallback: string): string {
  const plain = name
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 20)
    .replace(/-+$/, "");
  return plain === "" ? fallback : plain;
}

/** Gives codes to names, each only once. */
function coder(): (name: string, fallback: string) => string {
  const taken = new Set<string>();
  return (name, fallback) => {
    const first = codeOf(name, fallback);
    let code = first;
    for (let n = 2; taken.has(code); n++) code = `${first}-${n}`;
    taken.add(code);
    return code;
  };
}

/** The steps that have a name. */
const named = (a: Answers) => a.steps.filter((s) => s.name.trim() !== "");

/** What stops wrong work; what is not named is watched. */
const strictly = ["route-order", "right-part", "bom", "not-used", "limits", "hold", "components", "object-state"];

/** The plant that the answers describe. */
export function planOf(a: Answers, zone: string): Definition {
  const steps = named(a);
  const operation = coder();
  const place = coder();
  const part = coder();
  const operations = steps.map((s, i) => ({ code: operation(s.name, `STEP-${i + 1}`), name: s.name.trim() }));
  const where = [...new Set(steps.map((s) => s.station.trim()))];
  const stations = where.map((name, i) => ({
    code: place(name, `ST-${(i + 1) * 10}`),
    name,
    operations: operations.filter((_, n) => steps[n]?.station.trim() === name).map((o) => o.code),
  }));
  const product = part(a.product, "PRODUCT");
  const components = a.components
    .filter((c) => c.name.trim() !== "")
    .map((c, i) => ({ ...c, number: part(c.name, `PART-${i + 1}`) }));
  const line = place("LINE-1", "LINE-1");
  return {
    site: { code: codeOf(a.factory, "FACTORY"), name: a.factory.trim(), zone },
    areas: [
      { code: place("STORE", "STORE"), name: "Store" },
      { code: place("FLOOR", "FLOOR"), lines: [{ code: line, stations }] },
    ],
    parts: [
      tidy({
        number: product,
        name: a.product.trim(),
        tracking: a.serials ? ("serial" as const) : ("lot" as const),
        route: "MAIN",
        serials: a.serials ? `${product.slice(0, 8).replaceAll("-", "")}{seq:5}` : "",
        bom: components.map((c, i) =>
          tidy({
            line: String((i + 1) * 10),
            part: c.number,
            quantity: c.quantity.trim() === "1" ? "" : c.quantity.trim(),
            operation: operations[Math.min(c.step, operations.length - 1)]?.code ?? "",
            ...(c.tracking === "none" ? { capture: "backflush" as const } : {}),
          }),
        ),
      }),
      ...components.map((c) => ({ number: c.number, name: c.name.trim(), tracking: c.tracking })),
    ],
    routes: [{ code: "MAIN", name: a.product.trim(), operations }],
    ...(a.strict ? { interlocks: Object.fromEntries(strictly.map((rule) => [rule, "enforce" as const])) } : {}),
  };
}

/** What is missing before there can be a plant. */
export type Missing = "factory" | "product" | "steps" | "stations" | "quantity";

/** What of the answers is missing; the server looks at all else. */
export function missingOf(a: Answers): Missing[] {
  const missing: Missing[] = [];
  if (a.factory.trim() === "") missing.push("factory");
  if (a.product.trim() === "") missing.push("product");
  const steps = named(a);
  if (steps.length === 0) missing.push("steps");
  if (steps.some((s) => s.station.trim() === "")) missing.push("stations");
  if (a.components.some((c) => c.name.trim() !== "" && !(Number(c.quantity) > 0))) missing.push("quantity");
  return missing;
}

/** How many products there is something to practise with. */
export const practised = 3;

/** A command that makes something to practise with. */
export interface Making {
  verb: string;
  args: Record<string, unknown>;
}

/** What is booked in, and what is made, so that there is something to scan. */
export function practiceOf(d: Definition): Making[] {
  const [product, ...components] = d.parts ?? [];
  if (!product) return [];
  const made: Making = product.serials
    ? { verb: "produce-unit", args: { part: product.number, count: practised } }
    : { verb: "produce-lot", args: { part: product.number, lot: `${product.number}-1`, quantity: "100" } };
  const need = (number: string) => Number(product.bom?.find((l) => l.part === number)?.quantity ?? 1);
  return [
    ...components.flatMap((c): Making[] => {
      if (c.tracking === "lot") {
        return [
          { verb: "receive", args: { part: c.number, lot: `${c.number}-L1`, quantity: String(need(c.number) * 100) } },
        ];
      }
      if (c.tracking !== "serial") return [];
      const count = Math.min(Math.ceil(need(c.number)) * practised, 30);
      return Array.from({ length: count }, (_, i) => ({
        verb: "receive",
        args: { part: c.number, serial: `${c.number}-${String(i + 1).padStart(3, "0")}` },
      }));
    }),
    made,
  ];
}

/** A code of the sheet, in the order in which it is scanned. */
export interface Card {
  code: string;
  /** What it is, for people. */
  title: string;
  station: string;
}

/** What is scanned to make the first product, from the first station to the last; unit is what it is called. */
export function walkOf(d: Definition, unit: string, words: { begin: string; end: string }): Card[] {
  const [product, ...components] = d.parts ?? [];
  const stations = (d.areas ?? []).flatMap((a) => a.lines ?? []).flatMap((l) => l.stations ?? []);
  return (d.routes?.[0]?.operations ?? []).flatMap((o) => {
    const station = stations.find((s) => s.operations?.includes(o.code))?.code ?? "";
    const step = o.name ?? o.code;
    const goesIn = (product?.bom ?? []).filter((l) => l.operation === o.code && l.capture !== "backflush");
    const cards = goesIn.flatMap((l) => {
      const part = components.find((c) => c.number === l.part);
      const title = part?.name ?? l.part;
      if (part?.tracking === "lot") return [{ code: `${l.part}-L1`, title, station }];
      return Array.from({ length: Math.min(Math.ceil(Number(l.quantity ?? 1)), 10) }, (_, i) => ({
        code: `${l.part}-${String(i + 1).padStart(3, "0")}`,
        title,
        station,
      }));
    });
    return [
      { code: unit, title: `${step}: ${words.begin}`, station },
      ...cards,
      { code: unit, title: `${step}: ${words.end}`, station },
    ];
  });
}

/** How many codes stand on a page of the sheet. */
export const perPage = 16;

/** A page with codes to scan, as a label that the server draws: two columns, in the order of scanning. */
export function pageOf(title: string, cards: readonly Card[], first: number): Label {
  const mm = (n: number) => n.toFixed(1);
  const plain = (text: string) => text.replaceAll("{", "{{").replaceAll("}", "}}");
  const elements: LabelElement[] = [{ x: "15", y: "12", width: "180", size: "4", font: "bold", text: plain(title) }];
  cards.forEach((card, i) => {
    const x = 15 + (i % 2) * 95;
    const y = 24 + Math.floor(i / 2) * 33;
    const heading = `${first + i}. ${card.station ? `${card.station} · ` : ""}${card.title}`;
    elements.push(
      { x: mm(x), y: mm(y), width: "85", size: "2.4", text: plain(heading) },
      {
        kind: "symbol",
        symbology: "code128",
        x: mm(x),
        y: mm(y + 5),
        width: "85",
        height: "20",
        size: "2.4",
        caption: true,
        text: plain(card.code),
      },
    );
  });
  return { code: "SHEET", width: "210", height: "297", elements };
}
