import { expect, test } from "vitest";
import { ProblemError } from "@/api/call";
import { saidOf, saidOfProblem } from "./verdict";

const verdict = (answer: "permit" | "refuse" | "ask", code: string) => saidOf({ verdict: { answer, code, text: "x" } });

test("a verdict is OK only when it is recorded and good", () => {
  expect(verdict("permit", "T001").kind).toBe("ok");
  expect(verdict("permit", "T901").kind).toBe("ok");
  expect(verdict("permit", "T421").kind).toBe("check"); // recorded, and outside of its limits
  expect(verdict("ask", "T305").kind).toBe("check");
  expect(verdict("refuse", "T001").kind).toBe("stop");
});

test("what a lead has let pass is told from what stands", () => {
  const passed = { code: "T201", text: "fault", permission: "P-1", by: ["p-lead"], reason: "seen" };
  const also = [passed, { code: "T411", text: "stands" }];
  expect(saidOf({ verdict: { answer: "permit", code: "T000", text: "x", also } }).also).toEqual([
    { text: "fault", passed: { by: ["p-lead"], reason: "seen" } },
    { text: "stands", passed: undefined },
  ]);
});

test("what was not answered is never shown as recorded", () => {
  const lost = saidOfProblem(new ProblemError({ type: "x", code: "W001", title: "W001", status: 0 }));
  expect([lost.kind, lost.text]).toEqual(["stop", ""]);
  const busy = saidOfProblem(new ProblemError({ type: "x", code: "H503", title: "Busy.", status: 503, fix: "Again." }));
  expect([busy.kind, busy.text, busy.next]).toEqual(["stop", "Busy.", "Again."]);
});

/** The contrast of WCAG 2.2 between two colours. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [high = 0, low = 0] = [light(a), light(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test("verdicts can be read, and OK and STOP are told apart in grey", async () => {
  const { readFileSync } = await import("node:fs");
  const css = readFileSync("src/app/styles.css", "utf8");
  const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1] ?? "";
  for (const kind of ["ok", "stop", "check"]) {
    expect(contrast(colour(kind), colour(`on-${kind}`)), kind).toBeGreaterThan(7);
  }
  expect(contrast(colour("ok"), colour("stop"))).toBeGreaterThan(4);
});
