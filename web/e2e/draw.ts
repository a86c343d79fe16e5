// Draws every screen at its sizes, in light and in dark, into the folder SCREENSHOTS: make screenshots.
import { test } from "vitest";
import { visit } from "./browser";
import { places } from "./places";

const folder = process.env["SCREENSHOTS"] ?? "screenshots";

test.each(places)("$name", async ({ name, path, as, sizes }) => {
  const page = await visit(path, { as, size: sizes[0] });
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `${folder}/${name}-${size.width}-${scheme}.png` });
    }
  }
});
