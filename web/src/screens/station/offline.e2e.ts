import { expect, test } from "vitest";
import { api, scanCode, visit } from "../../../e2e/browser";
import { layWire } from "../../../e2e/wire";

const small = { width: 1024, height: 600 };

interface Visits {
  items: { object: { name?: string }; operation: string; outcome?: string; started: string }[];
}
interface Breaches {
  items: { code: string; text: string }[];
}

test("without the server a station queues, survives a reload, and reports what happened", async () => {
  const wire = await layWire();
  await api("device", "POST", "/api/v1/commands", {
    verb: "produce-unit",
    station: "D-10",
    args: { part: "DU-250", serial: "PHOTO-1" },
  });
  await api("device", "POST", "/api/v1/commands", {
    verb: "start",
    station: "D-40",
    mode: "report",
    args: { object: "PHOTO-1" },
  });
  const page = await visit("/station/D-40", { as: "device", size: small, at: wire.address });
  const scrolls = () => page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await wire.cut();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  await scanCode(page, "SN000050");
  await page.getByRole("heading", { level: 1, name: "QUEUED" }).waitFor();
  expect(await scrolls()).toBe(false);
  await page.getByRole("button", { name: "Defect" }).click();
  await page.getByText("A photo waits on this device").waitFor();
  const photo = await page.screenshot({ type: "png" });
  await page.locator("input[type=file]").setInputFiles({ name: "p.png", mimeType: "image/png", buffer: photo });
  const taken = page.getByRole("button", { name: "Leave photo 1 out" }).locator("img");
  await expect.poll(() => taken.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1024);
  await page.getByRole("button", { name: "Motor: Noisy bearing" }).click();
  await page.getByText("1 photo", { exact: true }).waitFor();

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  await page.getByText("1 photo", { exact: true }).waitFor();
  await page.getByText("Waits to be sent: 2").waitFor();
  expect(await page.locator("[data-kind=ok]").count()).toBe(0);
  await scanCode(page, "NO-SUCH-GEAR");
  await page.getByText("Waits to be sent: 3").waitFor();
  expect(await scrolls()).toBe(false);

  const other = await page.context().newPage(); // a second tab sends nothing twice
  await other.goto("/station/D-40");
  await other.getByText("Waits to be sent: 3").waitFor();
  await wire.mend();
  for (const tab of [page, other]) {
    await tab.getByText("Sent, and to be looked at: ").waitFor();
    await expect.poll(() => tab.getByText("Waits to be sent").count()).toBe(0);
  }
  const { items } = await api<Visits>("device", "GET", "/api/v1/visits?station=D-40&limit=5");
  expect(items.filter((v) => v.object.name === "SN000050").length).toBe(1);
  interface Defects {
    items: { object: { name?: string }; attachments?: { mediaType: string }[] }[];
  }
  const defects = await api<Defects>("device", "GET", "/api/v1/defects?limit=50");
  const ours = defects.items.filter((d) => d.object.name === "PHOTO-1");
  expect(ours).toMatchObject([{ attachments: [{ mediaType: "image/jpeg" }] }]);
  const breaches = await api<Breaches>("quality", "GET", "/api/v1/breaches?station=D-40&limit=5");
  expect(breaches.items.length).toBeGreaterThan(0);

  await page.getByRole("link", { name: "Breaches" }).click();
  await page.getByRole("heading", { level: 1, name: "Error-proofing" }).waitFor();
});

test("a station that blocks keeps nothing, and says so after a reload", async () => {
  const wire = await layWire();
  const page = await visit("/station/D-20", { as: "device", size: small, at: wire.address });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await wire.cut();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  await page.getByText("This station waits for it").waitFor();
  await scanCode(page, "HO-0041");
  await page.getByText("Nothing is known to be recorded").waitFor();
  expect(await page.getByText("Waits to be sent").count()).toBe(0);
});
