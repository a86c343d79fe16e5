// The map of a hundred stations while work goes on at all of them.
import type { Page } from "playwright-core";
import { test } from "vitest";
import { open } from "../e2e/browser";
import { startPlant } from "./plant";
import { quantile, report, until } from "./report";

const stations = 100;
/** Between two things that happen somewhere in the plant, in milliseconds. */
const pace = 100;
/** How often the page asks again at most: what happens is seen half as long after it, in the middle. */
const pacing = 1000;

/** When each station was drawn with other words than before: times of the clock, by station. */
type Drawn = Record<string, number>;

/** Has the page note when a station is drawn anew, and how long each frame took. */
async function note(page: Page): Promise<void> {
  await page.evaluate(() => {
    const drawn: Drawn = {};
    const frames: number[] = [];
    Object.assign(window, { drawn, frames });
    let last = performance.now();
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const changed = (changes: MutationRecord[]) => {
      const codes = changes.map((c) => (c.target as HTMLElement).dataset["station"] ?? "");
      requestAnimationFrame(() => {
        for (const code of codes) drawn[code] = Date.now();
      });
    };
    new MutationObserver(changed).observe(document.body, { attributeFilter: ["data-state"], subtree: true });
  });
}

test("map", { timeout: 300_000 }, async () => {
  const plant = await startPlant(stations);
  const units = plant.stations.map((s) => ({ verb: "produce-unit", args: { part: `P-${s}`, serial: `U-${s}` } }));
  await plant.many(units);
  const context = await open({ at: plant.address, size: { width: 1920, height: 1080 } });
  await context.request.post("/api/v1/sign-in", { data: { token: plant.token } });
  const page = await context.newPage();
  await page.goto("/map");
  await page
    .locator("[data-station]")
    .nth(stations - 1)
    .waitFor();
  await note(page);
  const told: Drawn = {};
  const begin = performance.now();
  for (const [i, station] of plant.stations.entries()) {
    await until(begin + i * pace);
    await plant.command("start", { object: `U-${station}` }, station);
    told[station] = Date.now();
  }
  await until(performance.now() + 3 * pacing);
  const { drawn, frames } = await page.evaluate(() => {
    const noted = window as unknown as { drawn: Drawn; frames: number[] };
    return { drawn: noted.drawn, frames: noted.frames };
  });
  const lags = Object.entries(told).map(([station, at]) => (drawn[station] ?? Infinity) - at);
  const asked: number[] = [];
  for (let i = 0; i < 20; i++) {
    asked.push(
      await page.evaluate(async () => {
        const began = performance.now();
        await (await fetch("/api/v1/map")).json();
        return performance.now() - began;
      }),
    );
  }
  report("map-of-100", {
    "drawn-after-p50-ms": quantile(lags, 0.5),
    "drawn-after-p99-ms": quantile(lags, 0.99),
    "p50-x-pacing": quantile(lags, 0.5) / pacing,
    "answer-p50-ms": quantile(asked, 0.5),
    "frame-p50-ms": quantile(frames, 0.5),
    "frame-p99-ms": quantile(frames, 0.99),
    "longest-frame-ms": Math.max(...frames),
  });
});
