import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { api, scanCode, visit } from "../../../e2e/browser";

const size = { width: 1024, height: 600 };

async function says(page: Page, word: string, text: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: word }).waitFor();
  await page.getByRole("status").filter({ hasText: text }).first().waitFor();
}

test("every symbol of the sheet is drawn by the server", async () => {
  const page = await visit("/station/D-20/commands", { as: "device" });
  const symbols = page.locator("main img");
  await expect.poll(() => symbols.count()).toBeGreaterThan(30);
  const broken = () =>
    symbols.evaluateAll((all) => all.filter((i) => (i as HTMLImageElement).naturalWidth === 0).length);
  await expect.poll(broken).toBe(0);
  expect(await page.getByRole("img", { name: "TW:ANDON:MATERIAL", exact: true }).count()).toBe(1);
});

test("by scanner alone: undo, a call that somebody answers, another language, a PIN", async () => {
  await api("device", "POST", "/api/v1/commands", {
    verb: "produce-unit",
    station: "M-40",
    args: { part: "MM-36", serial: "SHEET-1" },
  });
  const page = await visit("/station/M-40", { as: "device", size });
  await scanCode(page, "SHEET-1");
  await says(page, "OK", "SHEET-1");
  await scanCode(page, "TW:UNDO");
  await says(page, "OK", "is taken back");
  await scanCode(page, "TW:SEEN");
  await says(page, "Ready", "Scan what");
  await scanCode(page, "TW:ANDON:MAINTENANCE");
  await says(page, "OK", "maintenance");
  await scanCode(page, "TW:ACKNOWLEDGE");
  await page.getByText("somebody comes").waitFor();
  await scanCode(page, "TW:RESOLVE");
  await expect.poll(() => page.getByText("somebody comes").count()).toBe(0);
  await scanCode(page, "TW:LANG:DE");
  await page.getByRole("button", { name: "Rufen" }).waitFor();
  await scanCode(page, "TW:LANG:EN");
  await scanCode(page, "DEMO-B-201");
  await page.getByRole("dialog", { name: "Sign in" }).waitFor();
  for (const digit of "314159") await scanCode(page, `TW:KEY:${digit}`);
  await scanCode(page, "TW:KEY:ENTER");
  await page.getByText("Greta Holm").waitFor();
  await scanCode(page, "TW:SIGN-OUT");
  await page.getByText("Nobody is signed in. Scan a badge.").waitFor();
});
