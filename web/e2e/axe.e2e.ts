import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { visit } from "./browser";
import { places } from "./places";

test.each(places)("$name has no barrier, in light and in dark", async ({ path, as, sizes }) => {
  const page = await visit(path, { as, size: sizes[0] });
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
