import { AxeBuilder } from "@axe-core/playwright";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { places, visitPlace } from "./places";
import { reach, type Reach } from "./reach";

test.each(places)("$name has no barrier, in light and in dark, by keyboard and by touch", async (place) => {
  const page = await visitPlace(place);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const axe = new AxeBuilder({ page }).setLegacyMode(); // else it opens a page of its own, for frames that we have not
    if (scheme === "dark") axe.withRules("color-contrast"); // the rest is the same
    const { violations } = await axe.analyze();
    const found = violations.flatMap((v) =>
      v.nodes.map((n) => `${scheme} ${v.id}: ${n.html} ${n.failureSummary ?? ""}`),
    );
    expect(found).toEqual([]);
  }
  // Gloves touch what stands on the floor. A page that changed while it was gone through is gone through again.
  const least = /^\/(station\/[^/]+$|scanner)/.test(place.path.replace(/\?.*/, "")) ? 48 : 24;
  let reached: Reach = await reach(page, least);
  for (let i = 0; i < 2 && Object.values(reached).flat().length > 0; i++) reached = await reach(page, least);
  expect(reached).toEqual({ unreached: [], unseen: [], hidden: [], small: [] });
  // WCAG 1.4.10: enlarged four times, a page is read by scrolling down alone.
  await page.setViewportSize({ width: 320, height: 640 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
});

test("every screen is one of the places", () => {
  const files = readdirSync("src/screens", { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith("route.ts"));
  const paths = files.flatMap((f) =>
    [...readFileSync(`src/screens/${f}`, "utf8").matchAll(/^ {2}path: "([^"]+)",$/gm)].map((m) => m[1] ?? ""),
  );
  expect(paths.length).toBeGreaterThanOrEqual(files.length);
  const seen = places.map((place) => place.path.replace(/\?.*$/, ""));
  const unseen = paths.filter((path) => {
    const pattern = new RegExp(`^${path.replaceAll(/\$\w+/g, "[^/]+")}$`);
    return !seen.some((place) => pattern.test(place));
  });
  expect(unseen).toEqual([]);
});
