import type { Page } from "playwright-core";
import { open, scanCode } from "./browser";
import { badges, startFloor } from "./floor";
import { layWire, type Wire } from "./wire";

/** Makes a page that a state is looked at on, and its server. */
export async function openFloor(): Promise<{ page: Page; states: AsyncGenerator<string> }> {
  const floor = await startFloor();
  const { command } = floor;
  const serials = ["PUMP-2026-000000000123456789", "PUMP-2", "PUMP-3", "PUMP-4", "PUMP-5", "PUMP-6"];
  await command("produce-unit", { part: "PUMP", serials: [...serials, "PUMP-7"] }, "A-10");
  for (const object of serials) await command("start", { object }, "A-10");
  await command("print", { label: "UNIT", object: serials[0] }, "A-10");
  await command("start", { object: "RODS-1" }, "SAW-1");
  const reason = "The supplier has told us that the bearings of this delivery may be noisy";
  await command("hold", { objects: ["PUMP-7"], reason });
  const wire = await layWire(floor.address);
  const context = await open({ size: { width: 1024, height: 600 }, on: wire.address });
  await context.request.post("/api/v1/sign-in", { data: { token: floor.tablet } });
  await context.grantPermissions(["camera"]);
  const page = await context.newPage();
  return { page, states: states(page, wire) };
}

/** Goes from one state of the station to the next, and says which one stands. */
async function* states(page: Page, wire: Wire): AsyncGenerator<string> {
  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const dialog = page.getByRole("dialog");
  const to = async (station: string) => {
    await page.goto(`/station/${station}`);
    await page.locator("[data-kind=ready]").waitFor();
  };
  const clear = async () => {
    await scanCode(page, "TW:SEEN");
    await dialog.waitFor({ state: "detached" });
    await page.locator("[data-kind=ready][aria-busy=false]").waitFor();
  };
  await to("A-10");
  await page.getByRole("group", { name: "In work here" }).waitFor();
  await page.getByRole("heading", { name: "Material" }).waitFor();
  yield "units";

  await press("Change what is set up at BIN-1");
  await dialog.getByRole("button", { name: /SCREWS-2/ }).waitFor();
  yield "material";
  await clear();

  await press("Defect");
  await dialog.getByRole("button", { name: "PUMP-2", exact: true }).click();
  const photo = { name: "p.png", mimeType: "image/png", buffer: await page.screenshot({ type: "png" }) };
  await page.locator("input[type=file]").setInputFiles(photo);
  await dialog.getByRole("button", { name: "Leave photo 1 out" }).waitFor();
  yield "defect";
  await clear();

  await press("Call");
  await dialog.getByRole("button", { name: "Maintenance" }).waitFor();
  yield "call";
  await clear();

  await press("Print again");
  await dialog.getByRole("button", { name: "Torn" }).waitFor();
  yield "reprint";
  await clear();

  await press("Scan with the camera");
  await page.locator("video").waitFor();
  yield "camera";
  await press("Scan with the camera");

  for (const badge of [badges.operator, badges.second]) {
    await scanCode(page, badge);
    await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
    await clear();
  }
  await scanCode(page, "PUMP-3");
  await dialog.getByRole("button", { name: /Ana Ruiz/ }).waitFor();
  yield "who";
  await clear();

  await scanCode(page, badges.lead);
  await dialog.getByRole("button", { name: "Sign in" }).waitFor();
  yield "sign-in";
  await clear();

  await to("A-20");
  for (const language of ["de", "es"]) {
    await scanCode(page, `TW:LANG:${language}`);
    await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
    await scanCode(page, "PUMP-7");
    await page.locator("[data-kind=stop][aria-busy=false]").waitFor();
    yield `stop-${language}`;
    await scanCode(page, badges.lead);
    await dialog.locator("input[type=password]").waitFor();
    await scanCode(page, "TW:REASON:AGREED");
    await dialog.locator("[aria-pressed=true]").waitFor();
    yield `override-${language}`;
    await clear();
  }
  await scanCode(page, "TW:LANG:EN");

  await to("SAW-1");
  await page.getByRole("heading", { name: /^RODS-1/ }).waitFor();
  await scanCode(page, "TW:SCRAP:BENT");
  await dialog.getByRole("button", { name: "Bent", pressed: true }).waitFor();
  await scanCode(page, "TW:QTY:30");
  await scanCode(page, "TW:KEY:ENTER");
  await dialog.getByText("That is more than is in work.").waitFor();
  yield "quantity";

  await to("A-20");
  await wire.cut();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  yield "offline-block";
  await wire.mend();
  await page.locator("[data-kind=ready]").waitFor();

  await to("A-10");
  await page.getByRole("group", { name: "In work here" }).waitFor();
  await wire.cut();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  yield "offline-queue";
  await press("Defect");
  await dialog.getByRole("button", { name: "PUMP-2", exact: true }).click();
  await page.locator("input[type=file]").setInputFiles(photo);
  await dialog.getByRole("button", { name: "Leave photo 1 out" }).waitFor();
  yield "offline-defect";
  await dialog.getByRole("button", { name: "Motor: Noisy bearing" }).click();
  await page.getByRole("heading", { level: 1, name: "QUEUED" }).waitFor();
  await page.getByText("1 photo", { exact: true }).waitFor();
  yield "queued";
}
