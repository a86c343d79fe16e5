import { expect, test } from "vitest";
import { readingOf } from "./native";
import { away, Sight, type Reading } from "./sight";

const unit: Reading = { code: "SN000007", linear: false };
const bars: Reading = { code: "TW:UNDO", linear: true };

test("a symbol that stays before the camera is one scan", () => {
  const sight = new Sight();
  expect([0, 100, 200].map((at) => sight.see([unit], at))).toEqual([["SN000007"], [], []]);
  expect(sight.see([], 300)).toEqual([]);
  expect(sight.see([unit], 400)).toEqual([]); // it was blurred for a moment
});

test("a symbol that comes back is another scan", () => {
  const sight = new Sight();
  sight.see([unit], 0);
  expect(sight.see([unit], away + 1)).toEqual(["SN000007"]);
});

test("bars are believed when two pictures say the same", () => {
  const sight = new Sight();
  expect(sight.see([bars], 0)).toEqual([]);
  expect(sight.see([{ code: "TW:UND0", linear: true }], 100)).toEqual([]);
  expect(sight.see([bars], 200)).toEqual([]);
  expect(sight.see([bars], 300)).toEqual(["TW:UNDO"]);
});

test("what the browser reads itself tells GS1 symbols apart", () => {
  expect(readingOf("data_matrix", "\u001d0109521234567103")).toEqual({ code: "]d20109521234567103", linear: false });
  expect(readingOf("code_128", "\u001d00106141412345678908")).toMatchObject({
    code: "]C100106141412345678908",
    linear: true,
  });
  expect(readingOf("qr_code", "SN000007")).toEqual(unit);
});
