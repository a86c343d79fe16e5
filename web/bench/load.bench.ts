// The first load of a station's screen, beside that of a page without a script from the same server.
import type { Page } from "playwright-core";
import { test } from "vitest";
import { open } from "../e2e/browser";
import { quantile, report } from "./report";

const rounds = 10;

/** Opens an address in a browser that keeps nothing yet: what came over the wire, and when something was painted. */
async function load(path: string, ready: (page: Page) => Promise<unknown>) {
  const context = await open({ as: "device", size: { width: 1024, height: 600 } });
  const page = await context.newPage();
  let bytes = 0;
  const sizes: Promise<unknown>[] = [];
  page.on("requestfinished", (request) => {
    sizes.push(request.sizes().then((s) => (bytes += s.responseBodySize + s.responseHeadersSize)));
  });
  await page.goto(path);
  await ready(page);
  const { paint, usable } = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    usable: performance.now(),
  }));
  await Promise.all(sizes);
  await context.close();
  return { kilobytes: bytes / 1024, paint, usable };
}

type Loaded = Awaited<ReturnType<typeof load>>;

test("first load", { timeout: 120_000 }, async () => {
  const station: Loaded[] = [];
  const bare: Loaded[] = [];
  for (let i = 0; i < rounds; i++) {
    bare.push(await load("/01/09521234567103/21/SN000007", (page) => page.locator("h1").waitFor()));
    station.push(await load("/station/D-40", (page) => page.locator("[data-kind=ready]").waitFor()));
  }
  const median = (all: Loaded[], of: keyof Loaded) =>
    quantile(
      all.map((one) => one[of]),
      0.5,
    );
  const paint = median(station, "paint");
  report("load", {
    kB: median(station, "kilobytes"),
    "first-paint-ms": paint,
    "ready-ms": median(station, "usable"),
    "bare-page-paint-ms": median(bare, "paint"),
    "paint-x-bare-page": paint / median(bare, "paint"),
  });
});
