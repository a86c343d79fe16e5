import { expect, test } from "vitest";
import { api, door, open, visit } from "../../e2e/browser";

test("five clicks lead from a good scan to who got a bad lot", async () => {
  const page = await (await open()).newPage();
  await page.goto(`/#token=${door()}`);
  await page.getByRole("button", { name: /Take the tour/ }).click();
  await page.locator("[data-kind=ok]").waitFor();
  const next = page.getByRole("button", { name: "Next" });
  await move(); // as a line does that goes on
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

/** Has what is in work at D-40 go on its way, and another unit come. */
async function move(): Promise<void> {
  const report = (verb: string, station: string, args: object) =>
    api("device", "POST", "/api/v1/commands", { verb, station, mode: "report", args });
  const { inWork } = await api<{ inWork: { object: { id: string } }[] }>("device", "GET", "/api/v1/stations/D-40");
  expect(inWork.length).toBeGreaterThan(0);
  for (const { object } of inWork) await report("complete", "D-40", { object: object.id });
  await report("produce-unit", "D-10", { part: "DU-500", serial: "TOUR-1" });
  for (const station of ["D-10", "D-20", "D-30"]) {
    await report("start", station, { object: "TOUR-1" });
    await report("complete", station, { object: "TOUR-1" });
  }
}

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
