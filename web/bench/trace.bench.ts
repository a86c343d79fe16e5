// A trace with ten thousand rows: until its table is drawn, and as it is scrolled.
import { test } from "vitest";
import { open } from "../e2e/browser";
import { startPlant } from "./plant";
import { quantile, report } from "./report";

const units = 10_000;
const rounds = 5;

test("trace", { timeout: 300_000 }, async () => {
  const plant = await startPlant(5);
  await plant.command("receive", { part: "SCREW", lot: "BAD-1", quantity: String(units) });
  const numbers = Array.from({ length: units }, (_, i) => `D-${i}`);
  await plant.many(numbers.map((serial) => ({ verb: "produce-unit", args: { part: "DONE", serial } })));
  await plant.many(numbers.map((object) => ({ verb: "consume", args: { object, component: "BAD-1", quantity: "1" } })));
  const context = await open({ at: plant.address });
  await context.request.post("/api/v1/sign-in", { data: { token: plant.token } });
  const page = await context.newPage();
  const drawn: number[] = [];
  const answered: number[] = [];
  for (let i = 0; i < rounds; i++) {
    await page.goto("/trace");
    await page.locator("h1").waitFor();
    answered.push(
      await page.evaluate(async () => {
        const began = performance.now();
        const answer = await fetch("/api/v1/trace?object=BAD-1&direction=forward");
        const { nodes } = (await answer.json()) as { nodes: unknown[] };
        if (nodes.length <= 10_000) throw new Error(`the trace has ${nodes.length} objects`);
        return performance.now() - began;
      }),
    );
    const took = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const began = performance.now();
          const look = () => {
            const some = document.querySelectorAll("tbody tr[data-index]").length > 5;
            requestAnimationFrame(some ? () => done(performance.now() - began) : look);
          };
          look();
          history.pushState({}, "", "/trace?of=BAD-1&direction=forward");
        }),
    );
    drawn.push(took);
  }
  const frames = await page.evaluate(async () => {
    const table = document.querySelector("tbody")?.closest("[role=region]");
    if (!table || table.scrollHeight < 100 * table.clientHeight) throw new Error("the table does not scroll");
    const all: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 200; i++) {
      table.scrollTop = (table.scrollHeight * i) / 200;
      const now = await new Promise<number>((done) => requestAnimationFrame(done));
      all.push(now - last);
      last = now;
    }
    return all;
  });
  const whole = quantile(drawn, 0.5);
  report("trace-of-10000", {
    "drawn-ms": whole,
    "answer-ms": quantile(answered, 0.5),
    "drawn-x-answer": whole / quantile(answered, 0.5),
    "scroll-frame-p50-ms": quantile(frames, 0.5),
    "scroll-frame-p99-ms": quantile(frames, 0.99),
  });
});
