import { expect, test } from "vitest";
import { settled, visit } from "../../../e2e/browser";

test("breaches are narrowed down by a count, and answered with a reason", async () => {
  const page = await visit("/error-proofing", { as: "quality" });
  const rules = page.getByRole("group", { name: "By rule" });
  await rules.getByRole("button").first().click();
  await settled(page);
  const rule = new URL(page.url()).searchParams.get("rule") ?? "";
  const rows = page.getByRole("region", { name: "Breaches" }).locator("tbody tr:not([aria-hidden])");
  await rows.first().waitFor();
  for (const row of await rows.all()) expect(await row.textContent()).toContain(rule);
  await rows.first().getByRole("button", { name: "Answer…" }).click();
  const dialog = page.getByRole("dialog");
  const done = dialog.locator("button[type=submit]");
  await done.click();
  await dialog.getByText("Write it down").waitFor();
  await dialog.getByLabel("Why").fill("looked at, no harm done");
  await done.click();
  await dialog.getByRole("status").waitFor();
});

test("a refused scan is listed with its code, its station and what was wrong", async () => {
  const page = await visit("/error-proofing?tab=refusals", { as: "lead" });
  await page
    .getByRole("group", { name: "By rule" })
    .getByRole("button", { name: /Bill of material/ })
    .click();
  await settled(page);
  const row = page.getByRole("row").filter({ hasText: "T301" }).first();
  await row.getByRole("link", { name: /^G[AB]-/ }).click();
  await page.getByText(/GEAR-/).first().waitFor();
});
