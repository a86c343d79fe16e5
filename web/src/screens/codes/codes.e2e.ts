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

test("a label is printed for a unit, scanned back, and printed again with a reason: its record tells", async () => {
  const page = await visit("/codes?tab=labels&label=DRIVE&object=SN000031", { as: "lead" });
  const form = page.getByRole("region", { name: "Print it" });
  await form.getByLabel("Copies").fill("101");
  await form.getByRole("button", { name: "Print", exact: true }).click();
  await form.getByText("1 to 100").waitFor();
  await form.getByLabel("Copies").fill("1");
  await form.getByRole("button", { name: "Print", exact: true }).click();
  await form.getByText("Label DRIVE of SN000031 is queued at FILES.").waitFor();

  await page.goto("/objects/SN000031");
  const labels = page.getByRole("region", { name: "Labels" });
  await labels.getByText("to be scanned on its object").waitFor();
  await labels.getByText("sent; the printer does not answer").waitFor();
  await page.goto("/codes?tab=queue");
  await page.getByText("Scan a label that is on its object").waitFor();
  await scanCode(page, "(01)09521234567110(21)SN000031");
  await page.getByText("The label reads as it was printed").waitFor();

  await page.goto("/objects/SN000031");
  await labels.getByText("scanned back", { exact: true }).waitFor();
  await labels.getByRole("button", { name: /^Print again/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Print again" }).click();
  await dialog.getByText("Write why").waitFor();
  await dialog.getByLabel("Why").fill("torn");
  await dialog.getByRole("button", { name: "Print again" }).click();
  await dialog.getByRole("status").waitFor();
  await page.keyboard.press("Escape");
  await labels.getByText(/^again after J-\d+: torn$/i).waitFor();
});

test("whoever designs labels prints a sample of what is in force, and learns what is not", async () => {
  const page = await visit("/codes?tab=labels&label=unit", { as: "engineer" });
  const form = page.getByRole("region", { name: "Print it" });
  await form.getByText("This label is not in force", { exact: false }).waitFor();
  await page.getByLabel("Label", { exact: true }).selectOption("DRIVE");
  await form.getByText("for no object", { exact: false }).waitFor();
  await form.getByRole("button", { name: "Print", exact: true }).click();
  await form.getByText("A sample of label DRIVE is queued at FILES.").waitFor();
});
