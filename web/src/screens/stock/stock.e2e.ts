import { expect, test } from "vitest";
import { settled, visit } from "../../../e2e/browser";

test("what waits is narrowed down to its pieces, and stock to what needs a look", async () => {
  const page = await visit("/stock?line=DL&sort=-age", { as: "lead" });
  const rows = page.getByRole("region").locator("tbody tr:not([aria-hidden])");
  await page.getByText("Waits, done here").first().waitFor();
  expect(await page.getByText("Board placing").count()).toBe(0);
  const first = rows.first();
  const count = Number(await first.getByRole("link").textContent());
  await first.getByRole("link").click();
  await page.getByRole("heading", { level: 2 }).waitFor();
  await settled(page);
  expect(await rows.count()).toBe(count);
  await page.goto("/stock?tab=stock&odd=true");
  await page.getByRole("link", { name: "SX-0003" }).waitFor();
  expect(await page.getByRole("cell", { name: "HOUSING-10" }).count()).toBe(0);
});
