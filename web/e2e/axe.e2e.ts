import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { places, visitPlace } from "./places";

test.each(places)("$name has no barrier, in light and in dark", async (place) => {
  const page = await visitPlace(place);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const axe = new AxeBuilder({ page });
    if (scheme === "dark") axe.withRules("color-contrast"); // the rest is the same
    const { violations } = await axe.analyze();
    const found = violations.flatMap((v) =>
      v.nodes.map((n) => `${scheme} ${v.id}: ${n.html} ${n.failureSummary ?? ""}`),
    );
    expect(found).toEqual([]);
  }
});
