import { expect, test } from "vitest";
import { cellsOf, lettersOf, readSheet, trackingOf } from "./sheet";

const columns = { part: { names: ["part", "teil"], needed: true }, quantity: { names: ["qty", "quantity"] } } as const;

test("a sheet is read as it was copied or saved, with quotes and line breaks in cells", () => {
  for (const text of ['Part\tQty\nA\t"4"\r\n', "part;qty\nA;4", '\uFEFF"Part","QTY"\n"A","4"\n\n']) {
    const { records, faults } = readSheet(text, columns);
    expect(faults).toEqual([]);
    expect(records.map((r) => [r.part?.text, r.quantity?.text])).toEqual([["A", "4"]]);
  }
  const { rows } = cellsOf('a,b\n"x ""y""\nz",2\nlast,3');
  expect(rows.map((r) => r.map((c) => [c.text, c.line]))).toEqual([
    [
      ["a", 1],
      ["b", 1],
    ],
    [
      ['x "y"\nz', 2],
      ["2", 3],
    ],
    [
      ["last", 4],
      ["3", 4],
    ],
  ]);
});

test("each fault has its row and column", () => {
  const { faults } = readSheet("Part;Colour;Qty;Quantity\n;red;1;2\nB;;;", columns);
  expect(faults.map((f) => [f.kind, f.line, lettersOf(f.column)])).toEqual([
    ["unknownHeader", 1, "B"],
    ["twiceHeader", 1, "D"],
    ["empty", 2, "A"],
  ]);
  expect(readSheet("Qty\n1", columns).faults.map((f) => f.kind)).toEqual(["missingColumn"]);
  expect(readSheet("", columns).faults.map((f) => f.kind)).toEqual(["noHeader"]);
  expect(cellsOf('part\n"open').faults.map((f) => f.kind)).toEqual(["quotes"]);
});

test("columns are counted as spreadsheets do, and words are understood", () => {
  expect([1, 26, 27, 703].map(lettersOf)).toEqual(["A", "Z", "AA", "AAA"]);
  expect(["Serial No", "S/N", "Charge", "no", "?"].map(trackingOf)).toEqual([
    undefined,
    "serial",
    "lot",
    "none",
    undefined,
  ]);
});
