import { expect, test } from "vitest";
import type { Schemas } from "@/api/call";
import { taskOf, type Definition } from "./recipe";

const definition: Definition = {
  parts: [
    { number: "PUMP", revision: "A", name: "Old pump", route: "R" },
    {
      number: "PUMP",
      revision: "B",
      name: "Pump",
      route: "R",
      bom: [
        { line: 10, part: "SEAL", quantity: 2, operation: "FIT" },
        { line: 20, part: "SCREW", quantity: 4, operation: "FIT", capture: "scan-on-change", feed: ["BIN"] },
        { line: 30, part: "LABEL", operation: "FIT", capture: "backflush" },
        { line: 40, part: "BOX", operation: "PACK" },
      ],
    },
    { number: "SEAL", name: "Shaft seal" },
  ],
  routes: [
    {
      code: "R",
      operations: [
        {
          code: "FIT",
          name: "Fit",
          characteristics: [{ code: "TORQUE", lower: 4.8, upper: 5.2, required: true, count: 2 }],
        },
        { code: "PACK" },
      ],
    },
  ],
};

const visit: Schemas["Visit"] = {
  object: { id: "o1" },
  number: 3,
  attempt: 1,
  operation: "FIT",
  station: "S",
  started: "2026-01-05T07:00:00Z",
  startSeq: 1,
};

function result(change: Partial<Schemas["Measurement"]>): Schemas["Measurement"] {
  return {
    object: { id: "o1" },
    characteristic: "TORQUE",
    entry: 1,
    line: 1,
    occurredAt: "2026-01-05T07:00:00Z",
    outcome: "pass",
    visit: 3,
    ...change,
  };
}

function inside(line: string, quantity: string, to?: string): Schemas["TreeNode"] {
  const edge = { entry: 1, line: 1, kind: "installed" as const, parent: "o1", child: "c", bomLine: line, quantity };
  return { object: { id: "c", name: "SE-1" }, depth: 1, edge: to === undefined ? edge : { ...edge, to } };
}

test("a task has the components of its operation, and how many went in", () => {
  const task = taskOf(definition, { part: "PUMP", revision: "B" }, visit, [inside("10", "1")], []);
  expect(task.components).toEqual([
    { line: "10", part: "SEAL", name: "Shaft seal", wanted: 2, done: 1, what: ["SE-1"], feed: [] },
    { line: "20", part: "SCREW", name: "SCREW", wanted: 4, done: 0, what: [], feed: ["BIN"] },
  ]);
  expect([task.part, task.step, task.steps]).toEqual(["Pump", 1, 2]);
});

test("what was taken out counts no more", () => {
  const nodes = [inside("10", "1", "2026-01-05T08:00:00Z")];
  expect(taskOf(definition, { part: "PUMP", revision: "B" }, visit, nodes, []).components[0]?.done).toBe(0);
});

test("a unit is made by its own revision", () => {
  expect(taskOf(definition, { part: "PUMP", revision: "A" }, visit, [], []).components).toEqual([]);
});

test("of a value the last result of this visit counts, for each position", () => {
  const measured = [
    result({ entry: 4, position: "1", value: "5.02" }),
    result({ entry: 3, position: "2", value: "5.31", outcome: "fail" }),
    result({ entry: 2, position: "1", value: "5.50", outcome: "fail" }),
    result({ entry: 1, position: "3", visit: 2 }),
    result({ entry: 0, position: "4", voidSeq: 9 }),
  ];
  const [torque] = taskOf(definition, { part: "PUMP", revision: "B" }, visit, [], measured).values;
  expect(torque?.results.map((r) => [r.position, r.value])).toEqual([
    ["1", "5.02"],
    ["2", "5.31"],
  ]);
  expect([torque?.lower, torque?.upper, torque?.wanted]).toEqual(["4.8", "5.2", 2]);
});

test("what the definition does not know is shown all the same", () => {
  const task = taskOf({}, { part: "X" }, visit, [], []);
  expect(task).toEqual({ part: "X", operation: "FIT", step: 0, steps: 0, components: [], values: [] });
});
