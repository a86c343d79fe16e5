import { expect, test } from "vitest";
import { ageOf, faultsOf, fullness, groupKey, inGroup, ranks, type Stock, type Thing } from "./ages";

const now = Date.parse("2026-11-23T12:00:00Z");
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const stock = (s: Partial<Stock>): Stock => ({ object: { id: "1", part: "P" }, quantity: "5", ...s });

test("ages fall into classes, and older ones have fuller bars", () => {
  expect([5, 61, 9 * 60, 25 * 60, 8 * 24 * 60].map((m) => ageOf(ago(m), now))).toEqual([
    "hour",
    "shift",
    "day",
    "week",
    "older",
  ]);
  const bars = [0, 1, 10, 100, 1000, 100_000].map((m) => fullness(ago(m), now));
  expect(bars).toEqual([...bars].sort((a, b) => a - b));
  expect(bars.at(-1)).toBe(1);
});

test("what somebody should look at says why", () => {
  expect(faultsOf(stock({ quantity: "-3" }), now)).toEqual(["negative"]);
  expect(faultsOf(stock({ expires: ago(1), holds: ["H-1"] }), now)).toEqual(["expired", "held"]);
  expect(faultsOf(stock({ expires: ago(-60) }), now)).toEqual(["soon"]);
  expect(faultsOf(stock({ floorLife: { left: 0, open: true, ends: ago(5) } }), now)).toEqual(["floor"]);
  expect(faultsOf(stock({ expires: ago(-60 * 24 * 30) }), now)).toEqual([]);
});

test("lots are used in the order of the answer, part by part", () => {
  const list = ["a", "b", "c"].map((id, i) => stock({ object: { id, part: i === 1 ? "Q" : "P" } }));
  expect([...ranks(list).values()]).toEqual([1, 1, 2]);
});

test("a group has what has begun and is by itself", () => {
  const o = { id: "1", kind: "unit", life: "open", created: 1, last: 2, station: "S", part: "P", visit: 1 } as Thing;
  const key = groupKey({ station: "S", part: "P", objects: 1 });
  expect(inGroup(o, key)).toBe(true);
  expect(inGroup({ ...o, operation: "OP" }, key)).toBe(false);
  expect(inGroup({ ...o, parent: "box" }, key)).toBe(false);
  expect(inGroup({ ...o, visit: 0 }, key)).toBe(false);
});
