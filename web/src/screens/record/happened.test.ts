import { expect, it } from "vitest";
import type { Happened, Value } from "./data";
import { picked, stepsOf } from "./happened";

const event = (seq: number, more: Partial<Happened> = {}): Happened => ({
  seq,
  kind: "material",
  occurredAt: "2026-11-23T07:00:00Z",
  recordedAt: "2026-11-23T07:00:00Z",
  objectCount: 1,
  command: "c",
  ...more,
});
const value = (entry: number, outcome: Value["outcome"]): Value => ({
  entry,
  line: 0,
  characteristic: "LEAK",
  object: { id: "u" },
  occurredAt: "2026-11-23T07:00:00Z",
  outcome,
});
const found = (text: string) => ({
  answer: "permit" as const,
  code: "T000",
  text: "",
  also: [{ code: "T665", text }],
});

it("puts what was reported late where it happened, with its values", () => {
  const late = event(9, { occurredAt: "2026-11-23T06:00:00Z", verb: "measure" });
  const steps = stepsOf([event(3), late], [value(9, "fail")], []);
  expect(steps.map((s) => s.event.seq)).toEqual([9, 3]);
  expect(steps[0]?.values.length).toBe(1);
  expect(steps[0]?.tone).toBe("stop");
});

it("says what a rule found once: in the breach, where there is one", () => {
  const steps = stepsOf(
    [
      event(1, { verdict: found("late") }),
      event(2, { kind: "breach", text: "late" }),
      event(3, { verdict: found("other") }),
    ],
    [],
    [],
  );
  expect(steps.map((s) => s.also.length)).toEqual([0, 0, 1]);
  expect(steps.map((s) => s.tone)).toEqual(["plain", "check", "check"]);
});

it("picks trouble: what was stopped, found wrong, decided or let pass", () => {
  const steps = stepsOf(
    [
      event(1, { verb: "start" }),
      event(2, { verb: "install", verdict: { answer: "refuse", code: "T301", text: "" } }),
      event(3, { verb: "rework" }),
      event(4, { kind: "breach" }),
    ],
    [],
    [],
  );
  expect(steps.filter((s) => picked(s, "trouble")).map((s) => s.event.seq)).toEqual([2, 3, 4]);
  expect(steps.filter((s) => picked(s, "parts")).map((s) => s.event.seq)).toEqual([2]);
});
