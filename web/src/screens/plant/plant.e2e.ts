import { expect, test } from "vitest";
import { settled, visit } from "../../../e2e/browser";

test("a part is changed by a form, written on as YAML, and published with the reason", async () => {
  const page = await visit("/plant?tab=parts&part=LABEL", { as: "engineer" });
  await page.getByRole("button", { name: "Edit" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("White type label");
  await form.getByLabel("Unit").fill("kg");
  await form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await form
    .getByText(/UN\/ECE/)
    .nth(1)
    .waitFor(); // what is wrong, at its field
  expect(await form.getByLabel("Name").inputValue()).toBe("White type label");
  await form.getByLabel("Unit").fill("");
  await form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await page.getByText("1 change", { exact: true }).waitFor();

  await page.getByRole("tab", { name: "As YAML" }).click();
  const editor = page.getByLabel("The plant definition, as YAML");
  const good = await editor.inputValue();
  await editor.fill(good.replace("name: White type label", "nome: White type label"));
  await page.getByRole("alert").getByRole("button", { name: /^Line/ }).waitFor();
  await page.reload(); // nothing of it is lost
  await settled(page);
  expect(await editor.inputValue()).toContain("nome: White type label");
  await editor.fill(good);
  await page
    .getByRole("region", { name: /^What changes/ })
    .getByText("parts[LABEL].name")
    .waitFor();

  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("the new colour of the roll");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.getByRole("status").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Versions" }).click();
  await page.getByText("the new colour of the roll").waitFor();
});

test("a printer is added by a form, which says what is wrong at its field", async () => {
  const page = await visit("/plant?tab=tools", { as: "engineer" });
  await page.getByRole("button", { name: "Add a printer" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Code").fill("PACK-2");
  await form.getByLabel("Address").fill("over there");
  await form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await form
    .getByText(/tcp:\/\//)
    .nth(1)
    .waitFor();
  await form.getByLabel("Address").fill("tcp://10.1.2.3:9100");
  await form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await page.getByRole("cell", { name: "tcp://10.1.2.3:9100" }).waitFor();
  await page.getByText("1 change", { exact: true }).waitFor();
});

test("a rule, a way back and a shift are changed by forms: who may pass it, where it differs, what a form gets wrong", async () => {
  const page = await visit("/plant?tab=rules", { as: "engineer" });
  const form = page.getByRole("dialog");
  const draft = (n: string) => page.getByText(n, { exact: true }).waitFor();
  const save = () => form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await page.getByRole("button", { name: "Edit attempts" }).click();
  await form.getByLabel("In the whole plant").selectOption("enforce");
  await form.getByRole("button", { name: "Another station" }).click();
  await form.getByLabel("Station 1").selectOption("D-60");
  await form.getByLabel("What happens at D-60").selectOption("ask");
  await form.getByRole("combobox", { name: "Who may let one object pass" }).fill("line");
  await page.getByRole("listbox").getByRole("option", { name: "line lead" }).click();
  await form.getByLabel("For how long it may be used").fill("a while");
  await save();
  await form.getByText(/"a while"/).waitFor(); // at its field, and nothing that was chosen is lost
  await form.getByLabel("For how long it may be used").fill("PT1H");
  await save();
  const row = page.getByRole("row").filter({ has: page.getByText("attempts", { exact: true }) });
  await row.getByText("D-60: ask: the operator decides").waitFor();
  await row.getByText("line lead", { exact: true }).waitFor();

  await page.getByRole("tab", { name: "Routes" }).click();
  await page.getByRole("button", { name: "Add a way back" }).click();
  await form.getByLabel("Code").fill("RW-WASH");
  await save();
  await form.getByText("the rework has no enter").waitFor();
  await form.getByLabel("Goes on at").selectOption("AOI");
  await save();
  await page.getByRole("cell", { name: "RW-WASH", exact: true }).waitFor();

  await page.getByRole("tab", { name: "Shifts and reasons" }).click();
  await page.getByRole("button", { name: "Edit EARLY" }).click();
  await form.getByLabel("Ends").fill("13:30");
  await save();
  await page.getByRole("cell", { name: "13:30", exact: true }).waitFor();
  await draft("5 changes");
});

test("a spreadsheet is looked at first: each fault by row and column, then what it changes", async () => {
  const page = await visit("/plant?tab=import", { as: "engineer" });
  const cells = page.getByRole("textbox", { name: "Cells" });
  await cells.fill("Part;Name;Tracking;Unit\nSHIM-1;Shim;lot;kilo\nSHIM-2;Shim;some;");
  const look = page.getByRole("button", { name: "Look what would come of it" });
  await look.click();
  await page.getByText("Row 3, column C").waitFor();
  await cells.fill("Part;Name;Tracking;Unit\nSHIM-1;Shim;lot;kilo");
  await look.click();
  await page.getByText("Row 2, column D").waitFor();
  await cells.fill("Part;Name;Tracking;Unit\nSHIM-1;Shim;lot;KGM");
  await look.click();
  await page
    .getByRole("region", { name: /^What would change/ })
    .getByText("parts[SHIM-1]")
    .waitFor();
  await page.getByRole("button", { name: "Into the draft" }).click();
  await page.getByText("1 change", { exact: true }).waitFor();
});

test("an operation gets a picture by form, which the draft names by its SHA-256", async () => {
  const page = await visit("/plant?route=DRIVE", { as: "engineer", size: { width: 1366, height: 768 } });
  await page.getByRole("button", { name: "Edit INSPECT" }).click();
  const form = page.getByRole("dialog");
  const before = await form
    .getByRole("button", { name: "Photo 1: Final inspection" })
    .locator("img")
    .getAttribute("src");
  const picture = { name: "p.png", mimeType: "image/png", buffer: await page.screenshot({ type: "png" }) };
  await form.locator("input[type=file]").first().setInputFiles(picture);
  const now = form.getByRole("button", { name: "Photo 1: Final inspection" }).locator("img");
  await expect.poll(() => now.getAttribute("src")).not.toBe(before);
  const sheet = { name: "sheet.txt", mimeType: "text/plain", buffer: Buffer.from("look twice") };
  await form.locator("input[type=file]").last().setInputFiles(sheet);
  await expect.poll(() => form.getByLabel("Title of the document").inputValue()).toBe("sheet.txt");
  await form.getByRole("button", { name: "Into the draft", exact: true }).click();
  await page.getByText("2 changes", { exact: true }).waitFor();
});
