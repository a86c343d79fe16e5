// Draws every screen at its sizes, in light and in dark, into the folder SCREENSHOTS: make screenshots.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Size } from "./browser";
import { places, visitPlace } from "./places";
import { openFloor } from "./states";

const folder = process.env["SCREENSHOTS"] ?? "screenshots";

async function draw(page: Page, name: string, sizes: readonly Size[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `${folder}/${name}-${size.width}-${scheme}.png` });
    }
  }
}

test.each(places)("$name", async (place) => {
  await draw(await visitPlace(place), place.name, place.sizes);
});

/** What scrolls: the page, or what lies over it. */
const scrolling = () =>
  [document.documentElement, ...document.querySelectorAll(".mantine-Modal-content, [class*=verdict]")]
    .filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.className || e.tagName} ${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}`);

/** What can be pressed and is smaller than a glove needs. */
const small = () =>
  [...document.querySelectorAll<HTMLElement>("button, a, input:not([type=file])")]
    .map((e) => ({ name: e.ariaLabel ?? e.textContent, box: e.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < 47.5 || box.height < 47.5))
    .map(({ name, box }) => `${name}: ${Math.round(box.width)}x${Math.round(box.height)}`);

async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const axe = new AxeBuilder({ page });
    if (await page.getByRole("dialog").count()) axe.include("[role=dialog]"); // what lies below was looked at before
    if (scheme === "dark") axe.withRules("color-contrast"); // the rest is the same
    const { violations } = await axe.analyze();
    found.push(...violations.flatMap((v) => v.nodes.map((n) => `${scheme} ${v.id}: ${n.html}`)));
  }
  return found;
}

/** Where stations are: the last is what the next state is reached at. */
const sizes = [
  { width: 1366, height: 768 },
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
  { width: 360, height: 640 },
  { width: 1024, height: 600 },
];

test(
  "states of a station, which have no barrier, do not scroll, and are pressed with gloves",
  { timeout: 600_000 },
  async () => {
    const { page, states } = await openFloor();
    const faults: Record<string, string[]> = {};
    for await (const name of states) {
      await draw(page, `floor-${name}`, sizes);
      const found = [...(await page.evaluate(scrolling)), ...(await page.evaluate(small)), ...(await barriers(page))];
      if (found.length > 0) faults[name] = found;
    }
    expect(faults).toEqual({});
  },
);
