// Draws every screen at its sizes, in light and in dark, into the folder SCREENSHOTS: make screenshots.
import { test } from "vitest";
import { places, visitPlace } from "./places";

const folder = process.env["SCREENSHOTS"] ?? "screenshots";

test.each(places)("$name", async (place) => {
  const page = await visitPlace(place);
  for (const size of place.sizes) {
    await page.setViewportSize(size);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `${folder}/${place.name}-${size.width}-${scheme}.png` });
    }
  }
});
