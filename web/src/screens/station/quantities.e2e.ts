import { expect, test } from "vitest";
import { startAlone } from "../../../e2e/alone";
import { open, scanCode } from "../../../e2e/browser";

const definition = `
site: {code: MILL, name: Mill, zone: UTC}
areas: [{code: SHOP, lines: [{code: L-1, stations: [{code: SAW-1, operations: [SAW]}, {code: END, operations: [DEBURR]}]}]}]
parts: [{number: ROD-5, tracking: lot, route: ROD}]
routes: [{code: ROD, operations: [{code: SAW, name: Saw off}, {code: DEBURR}]}]
reasons: [{code: BROKEN, name: Broken, for: scrap}, {code: BENT, name: Bent, for: scrap}]
`;

test("a lot is counted good and scrap, by touch, by keyboard and by scanner alone", async () => {
  const { address, token, command } = await startAlone();
  const context = await open({ size: { width: 1024, height: 600 } });
  await context.request.post(`${address}/api/v1/sign-in`, { data: { token } });
  await command("apply", { definition });
  await command("produce-lot", { part: "ROD-5", lot: "R-1", quantity: "20" });
  await command("start", { object: "R-1" }, "SAW-1");
  const page = await context.newPage();
  await page.goto(`${address}/station/SAW-1`);
  await page.getByRole("button", { name: "Finish OK" }).click();
  const good = page.getByLabel("Good");
  await expect.poll(() => good.inputValue()).toBe("20");
  await page.getByRole("button", { name: "2", exact: true }).click();
  expect(await good.inputValue()).toBe("18");
  await good.focus();
  await page.keyboard.type("10");
  expect(await good.inputValue()).toBe("10");
  await page.getByRole("button", { name: "Book" }).click();
  await page.getByText("Say why it is scrap.").waitFor();
  await page.getByRole("button", { name: "Broken" }).click();
  await page.getByText(/^8( pcs)? stay in work\.$/).waitFor();
  await page.getByRole("button", { name: "Book" }).click();
  await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
  const left = await context.request.get(`${address}/api/v1/stations/SAW-1`);
  expect(await left.json()).toMatchObject({ inWork: [{ object: { name: "R-1" } }] });
  const lots = (await (await context.request.get(`${address}/api/v1/objects?part=ROD-5`)).json()) as object;
  expect(lots).toMatchObject({ items: [{ quantity: "8" }, { quantity: "10", station: "SAW-1" }] });

  // What is left, by scanner alone: a part of it, and then the rest, the reason before the number.
  const dialog = page.getByRole("dialog");
  const booked = async () => {
    await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
    await scanCode(page, "TW:SEEN");
    await page.locator("[data-kind=ready]").waitFor();
  };
  await booked();
  const shows = async (...quantities: string[]) =>
    expect
      .poll(() => dialog.getByRole("textbox").evaluateAll((all) => all.map((f) => (f as HTMLInputElement).value)))
      .toEqual(quantities);
  await scanCode(page, "TW:QTY:5");
  await shows("5", "");
  await scanCode(page, "TW:CANCEL");
  await expect.poll(() => dialog.count()).toBe(0);
  await scanCode(page, "TW:QTY");
  await shows("8", "");
  await scanCode(page, "TW:KEY:4");
  await shows("4", "");
  await scanCode(page, "TW:SCRAP:BENT");
  await dialog.getByRole("button", { name: "Bent", pressed: true }).waitFor();
  for (const key of ["3", "2", "DELETE", "DELETE", "1"]) await scanCode(page, `TW:KEY:${key}`);
  await shows("4", "1");
  await dialog.getByText(/^3( pcs)? stay in work\.$/).waitFor();
  await scanCode(page, "TW:KEY:ENTER");
  await booked();
  await scanCode(page, "TW:SCRAP:BROKEN");
  await dialog.getByRole("button", { name: "Broken", pressed: true }).waitFor();
  await scanCode(page, "TW:QTY:2");
  await shows("1", "2");
  await scanCode(page, "TW:COMPLETE");
  await booked();
  await page.getByText("Nothing is in work here.").waitFor();
  await scanCode(page, "TW:QTY:2");
  await page.getByText("No lot is in work here that could be counted.").waitFor();

  await page.goto(`${address}/station/SAW-1/commands`);
  for (const code of ["TW:QTY", "TW:QTY:5", "TW:GOOD", "TW:SCRAP", "TW:SCRAP:BENT", "TW:CANCEL", "TW:KEY:DELETE"])
    await page.getByRole("img", { name: code, exact: true }).waitFor();
});
