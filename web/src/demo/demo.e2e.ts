import { expect, test } from "vitest";
import { door, open, visit } from "../../e2e/browser";

test("five clicks lead from a good scan to who got a bad lot", async () => {
  const page = await (await open()).newPage();
  await page.goto(`/#token=${door()}`);
  await page.getByRole("button", { name: /Take the tour/ }).click();
  await page.locator("[data-kind=ok]").waitFor();
  const next = page.getByRole("button", { name: "Next" });
  await next.click();
  await page.locator("[data-kind=stop]").getByText("does not go into").waitFor();
  await next.click();
  await page.getByText("Who has the bad lot?").waitFor();
  await page.getByText("affected", { exact: false }).first().waitFor();
  await next.click();
  await page.getByText("Stop it", { exact: true }).waitFor();
  await next.click();
  const card = page.getByRole("complementary", { name: /tour/ });
  await card
    .getByText(/\d+ objects/)
    .first()
    .waitFor();
  await card.getByRole("button", { name: "End the tour" }).click();
  await page.goto("/error-proofing?tab=holds");
  await page.getByText("bearings are noisy").first().waitFor();
});

test("whoever watches steers the line, and scans by touch", async () => {
  const page = await visit("/station/D-40", { as: "device", size: { width: 1024, height: 600 } });
  await page.getByRole("button", { name: "Demo", exact: true }).click();
  await page.getByText("60×").click();
  await page.getByRole("button", { name: "A wrong gear at D-40" }).click();
  await page.getByText("comes next").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Scan this" }).click();
  await page.getByRole("button", { name: "Chiara Lindt" }).click();
  await page.locator("[data-kind=ok]").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
});
