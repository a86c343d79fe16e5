import { readSheet, trackingOf, type Cell, type SheetFault } from "@/plant/sheet";
import type { Component, Step } from "./plan";

const columns = {
  part: {
    names: ["part", "partno", "partnumber", "name", "component", "teil", "komponente", "pieza", "componente"],
    needed: true,
  },
  quantity: { names: ["quantity", "qty", "menge", "anzahl", "cantidad"] },
  tracking: { names: ["tracking", "tracked", "serial", "kind", "art", "tipo", "serie"] },
  step: { names: ["step", "operation", "schritt", "arbeitsgang", "paso", "operación", "operacion"] },
} as const;

/** Reads the components out of the cells of a spreadsheet. */
export function componentsOf(text: string, steps: readonly Step[]): { found: Component[]; faults: SheetFault[] } {
  const { records, faults } = readSheet(text, columns);
  const found = records.flatMap((r): Component[] => {
    if (!r.part) return [];
    const tracking = r.tracking ? trackingOf(r.tracking.text) : "lot";
    const step = r.step ? steps.findIndex((s) => s.name.trim().toLowerCase() === r.step?.text.toLowerCase()) : 0;
    const quantity = r.quantity?.text ?? "1";
    const fault = (cell: Cell | undefined, header: string) =>
      faults.push({
        line: cell?.line ?? r.line,
        column: cell?.column ?? 1,
        header,
        kind: "choice",
        text: cell?.text ?? "",
      });
    if (tracking === undefined || tracking === "late-serial") fault(r.tracking, "tracking");
    if (step < 0) fault(r.step, "step");
    if (!(Number(quantity) > 0)) fault(r.quantity, "quantity");
    if (tracking === undefined || tracking === "late-serial") return [];
    return [{ name: r.part.text, quantity, tracking, step: Math.max(step, 0) }];
  });
  return { found, faults };
}
