import { writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { visit } from "../../e2e/browser";

/** The label of a unit, as the server draws it. */
async function labelOf(page: Page, object: string): Promise<Buffer> {
  const answer = await page.request.get(`/api/v1/labels/unit/preview?object=${object}&format=png&dpi=300`);
  expect(answer.status()).toBe(200);
  return await answer.body();
}

/** Puts a picture before the camera: on a table, 1280 by 720. */
async function hold(page: Page, picture: Buffer): Promise<void> {
  const jpeg = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = "#777";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, (canvas.width - image.width) / 2, (canvas.height - image.height) / 2);
    return canvas.toDataURL("image/jpeg", 0.9);
  }, picture.toString("base64"));
  writeFileSync(inject("camera"), Buffer.from(jpeg.split(",")[1] ?? "", "base64"));
}

test("a label that is held before the camera gets a verdict", async () => {
  const page = await visit("/station/D-60", { as: "device", size: { width: 390, height: 844 } }, (context) => {
    void context.grantPermissions(["camera"]);
  });
  await hold(page, await labelOf(page, "SN000004"));
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await page.getByRole("heading", { level: 1, name: "STOP" }).waitFor();
  await page.getByRole("status").filter({ hasText: "SN000004" }).first().waitFor();
});

test("without a camera a photo is read, from any page", async () => {
  const page = await visit("/stations", { as: "lead" });
  const label = await labelOf(page, "SN000007");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await page.getByText("This page may not use the camera.").waitFor();
  const photo = { name: "label.png", mimeType: "image/png", buffer: label };
  await page.locator("input[type=file]").setInputFiles(photo);
  await page.getByRole("heading", { name: "Find" }).waitFor();
  await page.getByRole("cell", { name: "SN000007" }).first().waitFor();
});
