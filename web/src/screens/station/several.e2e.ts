import { expect, test } from "vitest";
import { api, scanCode, visit } from "../../../e2e/browser";

const size = { width: 1024, height: 600 };
const command = (verb: string, station: string, args: object) =>
  api("device", "POST", "/api/v1/commands", { verb, station, args, mode: "report" });

test("several units are in work at once, and material is set up by touch", async () => {
  await command("produce-unit", "D-10", { part: "DU-250", serials: ["TWO-1", "TWO-2"] });
  await command("start", "D-50", { object: "TWO-1" });
  const page = await visit("/station/D-50", { as: "device", size });
  await page.getByRole("heading", { name: /^TWO-1/ }).waitFor();
  await command("start", "D-50", { object: "TWO-2" });
  const units = page.getByRole("group", { name: "In work here" });
  await units.getByRole("button", { name: "TWO-2" }).waitFor();
  await units.getByRole("button", { name: "TWO-1" }).click();
  await page.getByRole("heading", { name: /^TWO-1/ }).waitFor();
  await units.getByRole("button", { name: "TWO-2" }).click();
  await page.getByRole("heading", { name: /^TWO-2/ }).waitFor();
  await scanCode(page, "TW:NEXT");
  await expect.poll(() => page.getByRole("heading", { name: /^TWO-2/ }).count()).toBe(0);
  expect(await units.getByRole("button", { pressed: true }).count()).toBe(1);

  await page.getByRole("button", { name: "Change what is set up at BIN" }).click();
  const dialog = page.getByRole("dialog", { name: /^BIN/ });
  await dialog.getByRole("button", { name: "Take off" }).first().click();
  await page.getByText("empty", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Change what is set up at BIN" }).click();
  await dialog
    .getByRole("button", { name: /SCREW-M5/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: /OK|CHECK/ }).waitFor();
  await expect.poll(() => page.getByText("empty", { exact: true }).count()).toBe(0);
});
