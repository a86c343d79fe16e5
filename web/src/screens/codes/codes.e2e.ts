import { expect, test } from "vitest";
import { scanCode, settled, visit } from "../../../e2e/browser";

test("a scanned code is taken apart, and written in another form", async () => {
  const page = await visit("/codes", { as: "quality" });
  await scanCode(page, "(01)09521234567103(21)SN000004");
  await settled(page);
  await page.getByRole("region", { name: "Elements" }).first().getByText("SN000004").waitFor();
  await page.getByText("It is the unit").getByRole("link", { name: "SN000004" }).waitFor();
  await page.getByLabel("Write it in another form").selectOption("link");
  await page.getByText("https://id.gs1.org/01/09521234567103/21/SN000004").last().waitFor();
});

test("an element of a label is moved by key, a fault is told at it, and the label goes into the draft", async () => {
  const page = await visit("/codes?tab=labels&label=unit", { as: "engineer" });
  const drawing = page.getByRole("img", { name: /^The label unit/ });
  await drawing.waitFor();
  await page.getByRole("button", { name: "Add a text" }).click();
  await page.getByLabel("Text", { exact: true }).fill("By {serial");
  await page
    .getByRole("alert")
    .getByRole("button", { name: /^Element/ })
    .waitFor();
  await page.getByLabel("Text", { exact: true }).fill("By {serial}");
  await page.getByRole("alert").waitFor({ state: "detached" });
  const element = page.getByRole("button", { name: /By \{serial/ });
  await element.press("ArrowRight");
  expect(await page.getByLabel("From left").inputValue()).toBe("2.5");
  await page.getByLabel("Code of the label").fill("CHECKED");
  await page.getByRole("button", { name: "Into the draft of the plant" }).click();
  await page.getByRole("link", { name: "Look at it and publish it" }).click();
  await page
    .getByRole("region", { name: /^What changes/ })
    .getByText("labels[CHECKED]")
    .waitFor();
});
