// From the last key of a scanner to the painted verdict, while twenty stations work at once.
import type { BrowserContext, Page } from "playwright-core";
import { test } from "vitest";
import { open, scanCode } from "../e2e/browser";
import { startPlant, type Plant } from "./plant";
import { quantile, report, until } from "./report";

const stations = 20;
/** How often each station scans, in milliseconds. */
const pace = 1000;
const scans = 100;

/** What a page notes of its scans: when Enter came, what was said last, and how long each verdict took. */
interface Noted {
  began: number;
  said: string;
  took: number[];
}

/** Has a page note how long each verdict takes: until the frame that shows it is drawn. */
async function note(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const noted: Noted = { began: 0, said: "", took: [] };
    Object.assign(window, { noted });
    // Heard before the page hears it, which keeps the keys of a scanner for itself.
    addEventListener("keydown", (e) => e.key === "Enter" && (noted.began = performance.now()), true);
    const changed = () => {
      const said = document.querySelector("[data-kind] [role=status] p")?.textContent ?? "";
      const { began } = noted;
      if (said === noted.said) return;
      noted.said = said;
      noted.began = 0;
      if (began === 0) return;
      requestAnimationFrame(() => {
        const channel = new MessageChannel(); // its message comes after the frame
        channel.port1.onmessage = () => noted.took.push(performance.now() - began);
        channel.port2.postMessage(0);
      });
    };
    new MutationObserver(changed).observe(document, { characterData: true, childList: true, subtree: true });
  });
}

const notedBy = (page: Page) => page.evaluate(() => (window as unknown as { noted: Noted }).noted.took);

/** Scans as a station without a screen does: what its answer takes is the server's share. */
async function ask(plant: Plant, station: string, code: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${plant.address}/api/v1/stations/${station}/scans`, {
    method: "POST",
    headers: { Authorization: `Bearer ${plant.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ id: crypto.randomUUID(), code }),
  });
  await response.text();
  return performance.now() - began;
}

const unit = (station: string, i: number) => `${station}-U-${i}`;

/**
 * Lets the stations scan, each at its own time or all at the same, the first of them at a screen, and says what it took:
 * twenty browsers on one computer would measure that computer.
 */
async function shift(plant: Plant, screen: Page, together: boolean) {
  const answered: number[] = [];
  const begin = performance.now() + 500;
  const work = plant.stations.map(async (station, s) => {
    for (let i = 0; i < scans; i++) {
      await until(begin + i * pace + (together ? 0 : (s * pace) / stations));
      const code = unit(station, i >> 1); // begun with the first of two scans, finished with the second
      if (s === 0) await scanCode(screen, code);
      else answered.push(await ask(plant, station, code));
    }
  });
  await Promise.all(work);
  await until(performance.now() + pace);
  const painted = await notedBy(screen);
  if (painted.length < scans * 0.95) throw new Error(`${painted.length} of ${scans} verdicts were seen`);
  return { painted, answered };
}

async function openStation(plant: Plant, station: string): Promise<Page> {
  const context = await open({ size: { width: 1024, height: 600 }, at: plant.address });
  await note(context);
  await context.request.post("/api/v1/sign-in", { data: { token: plant.token } });
  const page = await context.newPage();
  await page.goto(`/station/${station}`);
  await page.locator("[data-kind=ready]").waitFor();
  return page;
}

test.each([
  ["at-their-own-times", false],
  ["at-the-same-instant", true],
] as const)("%s", { timeout: 300_000 }, async (name, together) => {
  const plant = await startPlant(stations);
  await plant.many(
    plant.stations.flatMap((station) =>
      Array.from({ length: scans / 2 }, (_, i) => ({
        verb: "produce-unit",
        args: { part: `P-${station}`, serial: unit(station, i) },
      })),
    ),
  );
  const screen = await openStation(plant, plant.stations[0] ?? "");
  const { painted, answered } = await shift(plant, screen, together);
  const [p50, p99] = [quantile(painted, 0.5), quantile(painted, 0.99)];
  report(`scan/${name}`, {
    "painted-p50-ms": p50,
    "painted-p99-ms": p99,
    "answered-p50-ms": quantile(answered, 0.5),
    "answered-p99-ms": quantile(answered, 0.99),
    "p50-x-answer": p50 / quantile(answered, 0.5),
    "p50-x-frame": p50 / (1000 / 60),
  });
});
