import { expect, it } from "vitest";
import type { Value } from "./data";
import { plotOf, spreads } from "./spread";

const value = (entry: number, object: string, value?: string): Value => ({
  entry,
  line: 0,
  characteristic: "TORQUE",
  operation: "TIGHTEN",
  object: { id: object },
  occurredAt: "2026-11-23T07:00:00Z",
  outcome: Number(value) > 5.2 ? "fail" : "pass",
  lower: "4.8",
  upper: "5.2",
  ...(value === undefined ? {} : { value }),
});

it("draws the values of the unit among those of its neighbours, between the limits", () => {
  const [spread] = spreads(
    [value(7, "me", "5.3"), value(5, "me", "5.0")],
    [{ characteristic: "TORQUE", operation: "TIGHTEN", measurements: [value(4, "a", "4.9"), value(9, "b", "5.1")] }],
  );
  if (!spread) throw new Error("nothing was measured");
  expect(spread.own.map((v) => v.entry)).toEqual([5, 7]);
  const plot = plotOf(spread);
  expect(plot?.dots.map((d) => [d.own, d.bad])).toEqual([
    [false, false],
    [true, false],
    [true, true],
    [false, false],
  ]);
  const { lower, upper, dots } = plot ?? { dots: [] };
  expect(dots[2]?.y).toBeGreaterThan(upper?.y ?? 1);
  expect(dots[0]?.y).toBeGreaterThan(lower?.y ?? 1);
});

it("draws nothing where nothing is a number", () => {
  const [spread] = spreads([value(1, "me")], []);
  expect(spread && plotOf(spread)).toBeUndefined();
});
