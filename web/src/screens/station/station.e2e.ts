import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { api, scanCode, visit } from "../../../e2e/browser";

const small = { width: 1024, height: 600 };

interface Answer {
  verdict: { answer: string; code: string; text: string; evidence?: Record<string, string> };
}

const command = (verb: string, station: string | undefined, args: object, role: "device" | "quality" = "device") =>
  api<Answer>(role, "POST", "/api/v1/commands", { verb, args, ...(station ? { station } : {}) });

/** The word that the station says, and the code in small print. */
async function says(page: Page, word: string, text: string | RegExp): Promise<void> {
  await page.getByRole("heading", { level: 1, name: word }).waitFor();
  await page.getByRole("status").filter({ hasText: text }).first().waitFor();
}

test("STOP stays until it is seen, and nothing scrolls at 1024 by 600", async () => {
  const page = await visit("/station/D-30", { as: "device", size: small });
  const picture = page.getByRole("img", { name: "Fit the controller board" });
  await expect.poll(() => picture.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(512);
  await scanCode(page, "NO-SUCH-CODE-1");
  await says(page, "STOP", "NO-SUCH-CODE-1");
  expect(await picture.count()).toBe(0); // what stops goes first
  const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  expect(scrolls).toBe(false);
  await page.getByRole("button", { name: "Seen" }).click();
  await says(page, "Ready", "Scan what goes in, or the unit to finish it.");
});

test("on a phone on its side, and enlarged twice, the verdict and the buttons are seen together", async () => {
  const page = await visit("/station/D-30", { as: "device", size: { width: 844, height: 390 } });
  await scanCode(page, "NO-SUCH-CODE-2");
  await says(page, "STOP", "NO-SUCH-CODE-2");
  for (const size of [
    { width: 844, height: 390 },
    { width: 683, height: 384 },
  ]) {
    await page.setViewportSize(size);
    const shown = [page.getByRole("heading", { name: "STOP" }), page.getByRole("button", { name: "Call" })];
    for (const one of shown) {
      const box = await one.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(48);
      expect((box?.y ?? 0) + (box?.height ?? size.height)).toBeLessThanOrEqual(size.height);
      await one.click({ trial: true }); // nothing lies over it
    }
  }
});

test("what is pressed with gloves is large enough", async () => {
  const page = await visit("/station/D-30", { as: "device", size: small });
  for (const button of await page.locator("footer").getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(76);
    expect(box?.width).toBeGreaterThanOrEqual(76);
  }
});

test("a defect takes two taps, and a photo goes with it", async () => {
  interface Found {
    items: { code: string; object: { id: string }; attachments?: { sha256: string; mediaType: string }[] }[];
  }
  const last = async () => (await api<Found>("device", "GET", "/api/v1/defects?limit=1")).items[0];
  const page = await visit("/station/D-70", { as: "device", size: small });
  await page.getByRole("button", { name: "Defect" }).click();
  await page.getByRole("button", { name: "Motor: Noisy bearing" }).click();
  await page.getByRole("heading", { level: 1, name: /OK|CHECK/ }).waitFor();
  expect(await last()).toMatchObject({ code: "NOISY" });
  await page.getByRole("button", { name: "Defect" }).click();
  const photo = await page.screenshot({ type: "png" });
  await page.locator("input[type=file]").setInputFiles({ name: "p.png", mimeType: "image/png", buffer: photo });
  await page.getByRole("button", { name: "Leave photo 1 out" }).waitFor();
  await page.getByRole("button", { name: "Motor: Noisy bearing" }).click();
  await expect.poll(async () => (await last())?.attachments?.[0]?.mediaType).toBe("image/jpeg");
  const unit = (await last())?.object.id ?? "";
  await page.goto(`/objects/${unit}`);
  await page.getByRole("region", { name: "Defects" }).getByRole("button", { name: "Photo 1: NOISY" }).click();
  const whole = page.getByRole("dialog").getByRole("img", { name: "Photo 1: NOISY" });
  await expect.poll(() => whole.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1024);
});

test("a call for help takes two taps, and is seen until it is settled", async () => {
  const page = await visit("/station/D-60", { as: "device", size: small });
  await page.getByRole("button", { name: "Work instruction" }).click();
  await page.getByRole("region", { name: "Work instruction" }).getByText("Wipe the shaft dry.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Call" }).click();
  await page.getByRole("button", { name: "Maintenance" }).click();
  await says(page, "OK", "maintenance");
  await page.getByText("unanswered").waitFor();
  await command("acknowledge-andon", "D-60", {});
  await page.getByText("somebody comes").waitFor();
  await command("resolve-andon", "D-60", {});
  await expect.poll(() => page.getByText("somebody comes").count()).toBe(0);
});

test("a scan is heard with a dialog open, which makes room for the verdict", async () => {
  const page = await visit("/station/D-30", { as: "device", size: small });
  await page.getByRole("button", { name: "Type a code" }).click();
  await page.getByLabel("What stands on it").focus();
  await scanCode(page, "NO-SUCH-CODE-2");
  await says(page, "STOP", "NO-SUCH-CODE-2");
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("a code can be typed, by keyboard alone", async () => {
  const page = await visit("/station/D-30", { as: "device", size: small });
  await page.getByRole("button", { name: "Type a code" }).focus();
  await page.keyboard.press("Enter");
  const field = page.getByLabel("What stands on it");
  await expect.poll(() => field.evaluate((e) => e === document.activeElement)).toBe(true);
  await page.keyboard.type("NO-SUCH-CODE-3", { delay: 80 });
  await page.keyboard.press("Enter");
  await says(page, "STOP", "NO-SUCH-CODE-3");
});

test("a lead signs in with badge and PIN, by touch", async () => {
  const page = await visit("/station/D-20", { as: "device", size: small });
  await scanCode(page, "DEMO-B-201");
  await page.getByRole("dialog", { name: "Sign in" }).waitFor();
  for (const digit of "314159") await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Greta Holm").waitFor();
});

test("a lead lets one pass over the operator's session, by scanner alone: badge, PIN and reason", async () => {
  await command("produce-unit", "M-40", { part: "MM-36", serial: "PASS-1" });
  const page = await visit("/station/M-50", { as: "device", size: small });
  const dialog = page.getByRole("dialog", { name: "Let this one pass, once" });
  await scanCode(page, "DEMO-B-102");
  await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
  const operator = (await page.getByTitle("At work here").textContent()) ?? "";
  await scanCode(page, "TW:REASON:MENDED");
  await says(page, "STOP", "Nothing is stopped here");
  await scanCode(page, "PASS-1");
  await says(page, "STOP", "PASS-1");
  await scanCode(page, "DEMO-B-201"); // the lead's badge asks for the PIN, and what is stopped stays
  await dialog.waitFor();
  await page.getByRole("heading", { level: 1, name: "STOP" }).waitFor();
  for (const digit of "31415") await scanCode(page, `TW:KEY:${digit}`);
  await scanCode(page, "TW:REASON:AGREED");
  await dialog.getByRole("button", { name: "Agreed with quality", pressed: true }).waitFor();
  await scanCode(page, "TW:KEY:ENTER");
  await dialog.getByText("Badge and PIN sign nobody in.").waitFor();
  await scanCode(page, "TW:KEY:9");
  await scanCode(page, "TW:KEY:ENTER");
  await says(page, "CHECK", "PASS-1 may pass route-order once.");
  expect(await page.getByTitle("At work here").textContent()).toBe(operator);
  await scanCode(page, "PASS-1");
  await says(page, "OK", /Let pass by Greta Holm: Agreed with quality\s*What was let pass: .*PASS-1/);
  interface Permissions {
    items: { reason: string; rule: string }[];
  }
  const { items } = await api<Permissions>("quality", "GET", "/api/v1/permissions?limit=50");
  expect(items.some((p) => p.rule === "route-order" && p.reason === "Agreed with quality")).toBe(true);
});

test("without the server nothing is shown as recorded", async () => {
  const page = await visit("/station/D-20", { as: "device", size: small });
  await page.context().setOffline(true);
  await scanCode(page, "HO-0041");
  await says(page, "STOP", "the server was not reached");
});

test("who may not operate gets no station", async () => {
  const page = await visit("/station/D-20", { as: "engineer", size: small });
  await page.getByRole("heading", { name: "Your role does not open this page" }).waitFor();
  await page.getByRole("button", { name: "Sign in as somebody else" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/station/D-20");
});

test("a lead of the office works in that name, until a badge takes the place", async () => {
  const page = await visit("/station/D-70", { as: "lead", size: small });
  await page.getByTitle("At work here").getByText("Greta Holm").waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in" });
  await dialog.getByText("Greta Holm is signed in on this device").waitFor();
  await page.keyboard.press("Escape");
  await scanCode(page, "DEMO-B-201");
  await expect.poll(() => dialog.getByLabel("Badge").inputValue()).toBe("DEMO-B-201");
  for (const digit of "314159") await dialog.getByRole("button", { name: digit, exact: true }).click();
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect
    .poll(() => page.evaluate(async () => ((await (await fetch("/api/v1/me")).json()) as { session?: string }).session))
    .toBeTruthy();
  expect(new URL(page.url()).pathname).toBe("/station/D-70");
});
