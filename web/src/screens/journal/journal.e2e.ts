import { expect, test } from "vitest";
import { settled, visit } from "../../../e2e/browser";

test("an auditor verifies the journal, finds entries by kind, and proves one in the browser", async () => {
  const page = await visit("/journal", { as: "auditor" });
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText(/^Sound: all [\d,]+ entries/).waitFor();

  await page.goto("/journal?kind=judged");
  await settled(page);
  const rows = page.getByRole("region", { name: "Journal" }).locator("tbody tr:not([aria-hidden])");
  await rows.first().waitFor();
  for (const row of await rows.all()) expect(await row.textContent()).toContain("not permitted");
  await rows.first().getByRole("link").first().click();
  await page.getByRole("heading", { name: "As it stands in the journal" }).waitFor();
  await page.getByRole("button", { name: "Prove it here" }).click();
  await page.getByText(/Proven in this browser/).waitFor();
});

test("health says in words what is to be done; who may not see it is told so", async () => {
  const page = await visit("/health", { as: "auditor" });
  const list = page.getByRole("list", { name: "System health" });
  expect(await list.getByRole("listitem").filter({ hasText: "Backup" }).textContent()).toContain("tracewright backup");
  expect(await list.textContent()).toContain("Queue of commands");
  const engineer = await visit("/health", { as: "engineer" });
  await engineer.getByText("Your role does not open this page").waitFor();
});
