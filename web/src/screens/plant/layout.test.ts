import { expect, test } from "vitest";
import type { Definition, Route } from "@/plant/definition";
import { arrowsOf, boxesOf, width } from "./layout";

const route: Route = {
  code: "R",
  operations: [
    { code: "A" },
    { code: "B", optional: true },
    { code: "C", optional: true },
    { code: "D", characteristics: [{ code: "V" }] },
  ],
  reworks: [{ code: "RW", enter: "A", voids: ["A", "D"] }],
};
const plant: Definition = {
  site: { code: "S" },
  areas: [{ code: "X", lines: [{ code: "L", stations: [{ code: "ST-1", operations: ["A", "D"] }] }] }],
  parts: [
    { number: "P", route: "R", bom: [{ line: "10", part: "K", operation: "A" }] },
    { number: "Q", route: "OTHER", bom: [{ line: "10", part: "M", operation: "A" }] },
  ],
};

test("a route goes on below where it has no room beside", () => {
  const boxes = boxesOf(plant, route, 2 * width + 60);
  expect(boxes.map((b) => [b.operation.code, b.x > 0, b.y > 0])).toEqual([
    ["A", false, false],
    ["B", true, false],
    ["C", false, true],
    ["D", true, true],
  ]);
  const [a, , c] = boxes;
  expect(c?.y).toBeGreaterThan((a?.y ?? 0) + (a?.height ?? 0));
});

test("an operation is drawn with its stations and what goes in there", () => {
  expect(boxesOf(plant, route, 10)[0]).toMatchObject({ x: 0, stations: ["ST-1"], components: ["K"] });
});

test("what may be skipped is passed by one arrow, and rework leads back", () => {
  expect(arrowsOf(route).filter((a) => a.kind !== "next")).toEqual([
    { from: "A", to: "D", kind: "skip" },
    { from: "D", to: "A", kind: "rework", label: "RW" },
  ]);
});
