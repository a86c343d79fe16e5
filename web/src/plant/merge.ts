import { tidy, type Definition, type Part } from "./definition";
import { readSheet, trackingOf, type Cell, type Columns, type SheetFault } from "./sheet";

const partNames = ["part", "partno", "partnumber", "number", "item", "material", "teil", "teilenummer", "pieza"];
const nameNames = ["name", "description", "text", "bezeichnung", "benennung", "nombre", "descripción"];
const unitNames = ["uom", "unit", "einheit", "me", "unidad"];
const quantityNames = ["quantity", "qty", "menge", "anzahl", "cantidad"];

const partColumns = {
  number: { names: partNames, needed: true },
  revision: { names: ["revision", "rev", "revisión"] },
  name: { names: nameNames },
  tracking: { names: ["tracking", "tracked", "serial", "art", "tipo"] },
  uom: { names: unitNames },
  route: { names: ["route", "routing", "arbeitsplan", "ruta"] },
  gtin: { names: ["gtin", "ean"] },
} satisfies Columns<string>;

const billColumns = {
  product: { names: ["product", "parent", "assembly", "produkt", "baugruppe", "producto", "conjunto"], needed: true },
  part: { names: ["component", "child", ...partNames, "komponente", "componente"], needed: true },
  quantity: { names: quantityNames },
  operation: { names: ["operation", "step", "arbeitsgang", "schritt", "operación", "paso"] },
  number: { names: ["line", "pos", "position", "posición"] },
} satisfies Columns<string>;

/** A plant with what a sheet says, and where each value of it stands in the sheet. */
export interface Merged {
  definition: Definition;
  faults: SheetFault[];
  cells: Map<string, Cell>;
}

/** The plant with the parts of a sheet: those of a known number and revision are changed, the others added. */
export function withParts(d: Definition, text: string): Merged {
  const { records, faults } = readSheet(text, partColumns);
  const parts = [...(d.parts ?? [])];
  const cells = new Map<string, Cell>();
  for (const r of records) {
    if (!r.number) continue;
    const { number, revision } = r;
    const found = parts.findIndex((p) => p.number === number.text && (!revision || p.revision === revision.text));
    const at = found < 0 ? parts.length : found;
    const tracking = r.tracking ? trackingOf(r.tracking.text) : undefined;
    if (r.tracking && !tracking) faults.push({ ...r.tracking, header: "tracking", kind: "choice" });
    const said = { revision, name: r.name, uom: r.uom, route: r.route, gtin: r.gtin };
    const values = Object.fromEntries(Object.entries(said).flatMap(([k, c]) => (c ? [[k, c.text]] : [])));
    parts[at] = tidy({ ...parts[at], ...values, number: number.text, ...(tracking ? { tracking } : {}) });
    cells.set(`parts[${at}]`, number);
    for (const [field, cell] of Object.entries({ ...said, number, tracking: r.tracking })) {
      if (cell) cells.set(`parts[${at}].${field}`, cell);
    }
  }
  return { definition: { ...d, parts }, faults, cells };
}

/** The plant with the bills of material of a sheet: each product that it names gets the lines that stand there. */
export function withBills(d: Definition, text: string): Merged {
  const { records, faults } = readSheet(text, billColumns);
  const parts = [...(d.parts ?? [])];
  const cells = new Map<string, Cell>();
  const begun = new Set<number>();
  for (const r of records) {
    const { product, part } = r;
    if (!product || !part) continue;
    const at = parts.findLastIndex((p) => p.number === product.text);
    const before = parts[at];
    if (!before) {
      faults.push({ ...product, header: "product", kind: "unknownPart" });
      continue;
    }
    const bom = begun.has(at) ? [...(before.bom ?? [])] : [];
    begun.add(at);
    const old = (d.parts?.[at]?.bom ?? []).find((l) => l.part === part.text);
    const next: Part = {
      ...before,
      bom: [
        ...bom,
        tidy({
          ...old,
          line: r.number?.text ?? String((bom.length + 1) * 10),
          part: part.text,
          quantity: r.quantity ? r.quantity.text : (old?.quantity ?? ""),
          operation: r.operation ? r.operation.text : (old?.operation ?? ""),
        }),
      ],
    };
    parts[at] = next;
    const path = `parts[${at}].bom[${bom.length}]`;
    cells.set(path, part);
    for (const [field, cell] of Object.entries({ part, quantity: r.quantity, operation: r.operation })) {
      if (cell) cells.set(`${path}.${field}`, cell);
    }
  }
  return { definition: { ...d, parts }, faults, cells };
}

/** What the server says of a merged plant, at the cells that it comes from. */
export function atCells(
  faults: readonly { path?: string; message: string; fix?: string }[],
  cells: ReadonlyMap<string, Cell>,
): SheetFault[] {
  return faults.map((f) => {
    let path = f.path ?? "";
    while (path !== "" && !cells.has(path)) path = path.replace(/(\.|\[)[^.[]*$/, "");
    const cell = cells.get(path);
    const text = f.fix ? `${f.message}: ${f.fix}` : f.message;
    return {
      line: cell?.line ?? 1,
      column: cell?.column ?? 0,
      header: (f.path ?? "").split(".").at(-1) ?? "",
      kind: "server",
      text,
    };
  });
}
