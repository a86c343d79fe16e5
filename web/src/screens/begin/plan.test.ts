import { expect, test } from "vitest";
import { componentsOf } from "./paste";
import { codeOf, missingOf, pageOf, planOf, practiceOf, walkOf, type Answers } from "./plan";

const answers: Answers = {
  factory: "Müller Pumpen",
  product: "Pump 100",
  serials: true,
  steps: [
    { name: "Assemble", station: "Bench 1" },
    { name: "Test", station: "Bench 2" },
    { name: "Assemble", station: "Bench 1" },
    { name: "", station: "Bench 9" },
  ],
  components: [
    { name: "Motor", quantity: "1", tracking: "serial", step: 0 },
    { name: "Screw", quantity: "4", tracking: "lot", step: 0 },
    { name: "Label", quantity: "1", tracking: "none", step: 9 },
    { name: " ", quantity: "", tracking: "lot", step: 0 },
  ],
  strict: true,
};

test("a code is made of any name", () => {
  expect(codeOf("Müller & Söhne Straße", "X")).toBe("MULLER-SOHNE-STRASSE");
  expect(codeOf("泵厂", "FACTORY")).toBe("FACTORY");
  expect(codeOf("- 12 ", "X")).toBe("12");
});

test("the answers make a plant with stations, route and bill of material", () => {
  const d = planOf(answers, "Europe/Berlin");
  expect(d.site).toEqual({ code: "MULLER-PUMPEN", name: "Müller Pumpen", zone: "Europe/Berlin" });
  expect(d.areas?.[1]?.lines?.[0]?.stations?.map((s) => [s.code, s.operations])).toEqual([
    ["BENCH-1", ["ASSEMBLE", "ASSEMBLE-2"]],
    ["BENCH-2", ["TEST"]],
  ]);
  expect(d.parts?.[0]).toMatchObject({
    number: "PUMP-100",
    serials: "PUMP100{seq:5}",
    bom: [
      { line: "10", part: "MOTOR", operation: "ASSEMBLE" },
      { line: "20", part: "SCREW", quantity: "4", operation: "ASSEMBLE" },
      { line: "30", part: "LABEL", operation: "ASSEMBLE-2", capture: "backflush" },
    ],
  });
  expect(d.interlocks?.["bom"]).toBe("enforce");
});

test("what is missing is told", () => {
  expect(missingOf(answers)).toEqual([]);
  expect(missingOf({ ...answers, factory: " ", steps: [], product: "" })).toEqual(["factory", "product", "steps"]);
  expect(missingOf({ ...answers, steps: [{ name: "A", station: "" }] })).toEqual(["stations"]);
});

test("what is booked in is what the sheet scans", () => {
  const d = planOf(answers, "UTC");
  const booked = practiceOf(d).map((m) => m.args["lot"] ?? m.args["serial"] ?? m.args["count"]);
  expect(booked).toEqual(["MOTOR-001", "MOTOR-002", "MOTOR-003", "SCREW-L1", 3]);
  const walk = walkOf(d, "PUMP10000001", { begin: "begin", end: "end" });
  expect(walk.map((c) => `${c.station} ${c.code}`)).toEqual([
    "BENCH-1 PUMP10000001",
    "BENCH-1 MOTOR-001",
    "BENCH-1 SCREW-L1",
    "BENCH-1 PUMP10000001",
    "BENCH-2 PUMP10000001",
    "BENCH-2 PUMP10000001",
    "BENCH-1 PUMP10000001",
    "BENCH-1 PUMP10000001",
  ]);
  const page = pageOf("A {sheet}", walk, 1);
  expect(page.elements[0]?.text).toBe("A {{sheet}}");
  expect(page.elements).toHaveLength(1 + 2 * walk.length);
});

test("components come out of a spreadsheet, and what is wrong is told by its cell", () => {
  const { found, faults } = componentsOf(
    "Part\tQty\tTracked\tStep\nMotor\t1\tserial\tTest\nScrew\t4\tlot\t",
    answers.steps,
  );
  expect(faults).toEqual([]);
  expect(found).toEqual([
    { name: "Motor", quantity: "1", tracking: "serial", step: 1 },
    { name: "Screw", quantity: "4", tracking: "lot", step: 0 },
  ]);
  const bad = componentsOf("part,qty,tracked,step\nMotor,none,perhaps,Paint", answers.steps).faults;
  expect(bad.map((f) => [f.line, f.column, f.header])).toEqual([
    [2, 3, "tracking"],
    [2, 4, "step"],
    [2, 2, "quantity"],
  ]);
});
