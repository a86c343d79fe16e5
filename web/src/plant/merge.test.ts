import { expect, test } from "vitest";
import type { Definition } from "./definition";
import { atCells, withBills, withParts } from "./merge";

const plant: Definition = {
  site: { code: "S" },
  parts: [
    { number: "PUMP", route: "R", bom: [{ line: "10", part: "MOTOR", operation: "BUILD" }] },
    { number: "MOTOR", name: "Motor" },
  ],
};

test("parts of a sheet are added, and known ones changed", () => {
  const { definition, faults, cells } = withParts(
    plant,
    "Part;Name;Tracking;Unit\nMOTOR;Motor 12 V;;\nOIL;Oil;lot;KGM",
  );
  expect(faults).toEqual([]);
  expect(definition.parts?.slice(1)).toEqual([
    { number: "MOTOR", name: "Motor 12 V" },
    { number: "OIL", name: "Oil", tracking: "lot", uom: "KGM" },
  ]);
  const [told] = atCells([{ path: "parts[2].uom", message: "is none" }], cells);
  expect(told).toMatchObject({ line: 3, column: 4, kind: "server", text: "is none" });
  expect(atCells([{ path: "parts[2].shelfLife", message: "x" }], cells)[0]).toMatchObject({ line: 3, column: 1 });
  expect(withParts(plant, "Part;Tracking\nA;perhaps").faults).toMatchObject([{ line: 2, column: 2, kind: "choice" }]);
});

test("a bill of a sheet takes the place of the one before, and keeps what it does not speak of", () => {
  const { definition, faults } = withBills(plant, "Product,Component,Qty\nPUMP,MOTOR,2\nPUMP,OIL,0.5\nNONE,OIL,1");
  expect(definition.parts?.[0]?.bom).toEqual([
    { line: "10", part: "MOTOR", quantity: "2", operation: "BUILD" },
    { line: "20", part: "OIL", quantity: "0.5" },
  ]);
  expect(faults).toMatchObject([{ line: 4, column: 1, kind: "unknownPart", text: "NONE" }]);
});
