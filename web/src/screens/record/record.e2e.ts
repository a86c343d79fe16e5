import { expect, test } from "vitest";
import { scanCode, settled, visit } from "../../../e2e/browser";

test("a scanned unit shows its record: what is in it, what failed, and who said so", async () => {
  const page = await visit("/stations", { as: "quality" });
  await scanCode(page, "SN000037");
  await page.getByRole("link", { name: "SN000037" }).first().click();
  await page.getByRole("heading", { name: "SN000037" }).waitFor();
  const built = page.getByRole("region", { name: "As built" });
  const screw = built.getByRole("row", { name: /SCREW-M5/ });
  expect(await screw.textContent()).toContain("by what was loaded");
  expect(await screw.textContent()).toContain("complete");
  await page.getByText("Trouble", { exact: true }).click();
  await settled(page);
  expect(new URL(page.url()).searchParams.get("show")).toBe("trouble");
  const steps = page.getByRole("list", { name: "What happened" });
  await steps.getByText("is in rework").waitFor();
  expect(await steps.textContent()).toContain("Emil Novak");
  expect(await steps.textContent()).not.toContain("HO-0001 is in");
  const chart = page.getByRole("img", { name: /LEAK: 2 of its own among/ });
  expect(await chart.count()).toBe(1);
});

test("the record can be taken along as a file, and is printed whole", async () => {
  const page = await visit("/objects/SN000004", { as: "quality" });
  await page.getByRole("button", { name: "Take along" }).click();
  const [json] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "The record as JSON" }).click(),
  ]);
  expect(json.suggestedFilename()).toBe("SN000004.json");
  await page.getByRole("button", { name: "Take along" }).click();
  const [epcis] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Its events as EPCIS 2.0" }).click(),
  ]);
  expect(epcis.suggestedFilename()).toBe("SN000004.jsonld");
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Take along" }).isVisible()).toBe(false);
  await page.getByText("As-built record of").waitFor();
});

test("a name from the world is shown as text, and an unknown one says what to do", async () => {
  const hostile = "<img src=x onerror=alert(1)>\u202eABC";
  const page = await visit(`/objects/${encodeURIComponent(hostile)}`, { as: "auditor" });
  await page.getByText("Nothing here has this name").waitFor();
  expect(await page.locator("h1").textContent()).toContain("<img");
});
