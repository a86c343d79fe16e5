import { expect, test } from "vitest";
import { guideOf } from "./guide-of";
import type { Definition } from "./recipe";

const unit = { part: "PUMP", revision: "B" };
const made = (operation: object): Definition => ({
  parts: [{ number: "PUMP", revision: "B", route: "R" }],
  routes: [{ code: "R", operations: [{ code: "BUILD", ...operation }] }],
});

test("an operation is shown by its picture, its steps by theirs, or by that of the operation", () => {
  const at = (operation: object) => guideOf(made(operation), unit, "BUILD");
  expect(at({ name: "Build", picture: "a" })).toEqual({
    pages: [{ name: "Build", text: "", picture: "a" }],
    documents: [],
  });
  expect(
    at({
      picture: "a",
      steps: [
        { code: "S1", text: "Wipe." },
        { code: "S2", name: "Two", picture: "b" },
      ],
    }),
  ).toEqual({
    pages: [
      { name: "S1", text: "Wipe.", picture: "a" },
      { name: "Two", text: "", picture: "b" },
    ],
    documents: [],
  });
  expect(at({ documents: [{ title: "Sheet", file: "c" }] })?.documents).toEqual([{ title: "Sheet", file: "c" }]);
});

test("where there is nothing to show, nothing is", () => {
  expect(guideOf(made({}), unit, "BUILD")).toBeUndefined();
  expect(guideOf(made({ picture: "a" }), unit, "OTHER")).toBeUndefined();
  expect(guideOf(made({ picture: "a" }), { part: "MOTOR" }, "BUILD")).toBeUndefined();
});
