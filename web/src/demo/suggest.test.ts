import { expect, test } from "vitest";
import { before, misfits, type Layout } from "./suggest";

const plant: Layout = {
  areas: [
    {
      lines: [
        {
          stations: [
            { code: "S1", operations: ["BUILD"] },
            { code: "S2", operations: ["GEAR"] },
            { code: "S3", operations: ["TEST"] },
          ],
        },
      ],
    },
  ],
  routes: [
    { code: "BIG", operations: [{ code: "BUILD" }, { code: "GEAR" }, { code: "TEST" }] },
    { code: "SMALL", operations: [{ code: "BUILD" }, { code: "TEST" }] },
  ],
  parts: [
    {
      number: "BIG",
      bom: [
        { line: 10, part: "GEAR-B", operation: "GEAR" },
        { line: 20, part: "SEAL", operation: "GEAR" },
      ],
    },
    {
      number: "MID",
      bom: [
        { line: 10, part: "GEAR-A", operation: "GEAR" },
        { line: 20, part: "SEAL", operation: "GEAR" },
      ],
    },
  ],
};

test("units come from the stations of the operations before", () => {
  expect(before(plant, "S3")).toEqual(["S1", "S2"]);
  expect(before(plant, "S1")).toEqual([]);
});

test("what goes into another product only is a wrong component", () => {
  expect(misfits(plant, "BIG", "GEAR")).toEqual(["GEAR-A"]);
  expect(misfits(plant, "BIG", "TEST")).toEqual([]);
});
