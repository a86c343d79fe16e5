import { expect, test } from "vitest";
import { startAlone } from "../../../e2e/alone";
import { open, scanCode, settled } from "../../../e2e/browser";

test("five questions make a factory, and its sheet makes the first product", async () => {
  const { address, token } = await startAlone();
  const context = await open();
  const answer = await context.request.post(`${address}/api/v1/sign-in`, { data: { token } });
  expect(answer.status()).toBe(200);
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("link", { name: "Start my own factory" }).click();

  await page.getByRole("button", { name: "Make the factory" }).click();
  await page.getByRole("alert").getByText("This is missing").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Miller Pumps");
  await page.getByLabel("Product", { exact: true }).fill("Pump 100");
  await page.getByLabel("Step 1", { exact: true }).fill("Assemble");
  await page.getByLabel("Station of step 1").fill("Bench 1");
  await page.getByLabel("Step 2", { exact: true }).fill("Test");
  await page.getByLabel("Station of step 2").fill("Bench 2");
  await page.getByRole("button", { name: "Paste from a spreadsheet…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Cells").fill("Part\tQty\tTracked\nMotor\t1\tserial\nScrew\t4\tbags");
  await dialog.getByRole("button", { name: "Take over" }).click();
  await dialog.getByText("Row 3, column C (tracking)").waitFor();
  await dialog.getByLabel("Cells").fill("Part\tQty\tTracked\nMotor\t1\tserial\nScrew\t4\tlot");
  await dialog.getByRole("button", { name: "Take over" }).click();
  await page.getByLabel("Who works at the first station?").fill("Ana Ruiz");
  await page.getByRole("button", { name: "Make the factory" }).click();

  await page.getByRole("heading", { name: "Miller Pumps is running" }).waitFor();
  await page.getByRole("link", { name: "Open the sheet to print, page 1" }).waitFor();
  const cells = page.getByRole("region", { name: "Codes in the order of scanning" }).locator("tbody tr td:last-child");
  await cells.first().waitFor();
  await page.reload();
  await cells.first().waitFor();
  const [badge, ...codes] = (await cells.allTextContents()).filter((code) => code !== "");
  expect(badge).toMatch(/^B-/);
  expect(codes).toHaveLength(6);

  for (const [station, there] of [
    ["BENCH-1", codes.slice(0, 4)],
    ["BENCH-2", codes.slice(4)],
  ] as const) {
    await page.goto(`${address}/station/${station}`);
    if (station === "BENCH-1") await page.getByText("Ana Ruiz").waitFor();
    await page.locator("[data-kind=ready]").waitFor();
    for (const code of there) {
      const answered = page.waitForResponse((r) => r.url().endsWith("/scans"));
      await scanCode(page, code);
      const { verdict } = (await (await answered).json()) as { verdict: { answer: string; text: string } };
      expect(verdict, `${code} at ${station}`).toMatchObject({ answer: "permit" });
      await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
    }
  }
  await page.goto(`${address}/plant`);
  await settled(page);
  await page.getByRole("figure", { name: "Drawing of the route MAIN" }).getByText("ASSEMBLE").first().waitFor();
});
