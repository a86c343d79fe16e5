import { expect, test } from "vitest";
import { api, visit } from "../../../e2e/browser";

const tell = (state: string) =>
  api("device", "POST", "/api/v1/commands", {
    verb: "station-state",
    station: "M-20",
    args: { state, note: "camera" },
  });

test("the bottleneck is the station that the demo plants, with its reason", async () => {
  const page = await visit("/map", { as: "lead" });
  await page.getByText("D-70 is the bottleneck.").waitFor();
  await page.getByText(/takt is 4:30/).waitFor();
  const card = page.locator("[data-station=D-70]");
  expect(await card.getAttribute("data-bottleneck")).toBe("true");
  expect(await card.textContent()).toMatch(/\d+ waiting/);
  await card.getByRole("link", { name: /waiting/ }).click(); // to what waits, wherever that is
  await page.getByRole("heading", { name: "What comes to D-70 next" }).waitFor();
  await page.getByRole("cell", { name: "D-60" }).first().waitFor();
});

test("a station that goes down is seen without asking, and was up before", async () => {
  const page = await visit("/map", { as: "lead" });
  const card = page.locator("[data-station=M-20]");
  const before = new Date(Date.now() - 60_000).toISOString();
  await tell("fault");
  await page.locator("[data-station=M-20][data-state=fault]").waitFor();
  expect(await card.textContent()).toContain("Down");
  await page.goto(`/map?at=${before}`);
  await page.locator("[data-station=M-20]:not([data-state=fault])").waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.locator("[data-station=M-20][data-state=fault]").waitFor();
  await tell("running");
  await page.locator("[data-station=M-20]:not([data-state=fault])").waitFor();
});

test("a wall says how old its data is, and recovers by itself", async () => {
  const page = await visit("/map?kiosk&line=DL", { as: "lead" });
  await page.getByText(/Data \d+ s old/).waitFor();
  await page.clock.install();
  await page.context().setOffline(true);
  await page.clock.runFor(30_000);
  await page.getByText(/No connection\. As of .* ago/).waitFor();
  await page.locator("[data-station=D-70]").waitFor();
  await page.context().setOffline(false);
  await expect
    .poll(async () => {
      await page.clock.runFor(5000);
      return page.getByText(/Data \d+ s old/).count();
    })
    .toBe(1);
});
