// @vitest-environment jsdom
import { expect, test } from "vitest";
import { wordsOf } from "./words";

test("a plant's words stand within sentences as its language writes them", () => {
  const names = { lot: "Batch", "work-order": "MO" };
  expect(wordsOf(names, "en")).toEqual({ order: "MO", orders: "MOs", lot: "batch", lots: "batches" });
  expect(wordsOf({ lot: "Los", lots: "Lose" }, "de")).toEqual({ lot: "Los", lots: "Lose" });
  expect(wordsOf({ lot: "Partida", lots: "Partidas" }, "es")).toEqual({ lot: "partida", lots: "partidas" });
});

test("several are named by the rule of English, and elsewhere as one is", () => {
  expect(wordsOf({ "work-order": "Delivery", lot: "Tray" }, "en")).toMatchObject({
    orders: "deliveries",
    lots: "trays",
  });
  expect(wordsOf({ lot: "Los" }, "de").lots).toBe("Los");
});

test("what has no word of its own is called as usual", () => {
  expect(wordsOf(undefined, "en")).toEqual({});
  expect(wordsOf({ unit: "Pump" }, "en")).toEqual({});
});
