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
  const page = await visit("/station/D-40", { as: "device", size: small, at: wire.address });
  const scrolls = () => page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await wire.cut();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  await scanCode(page, "SN000050");
  await page.getByRole("heading", { level: 1, name: "QUEUED" }).waitFor();
  expect(await scrolls()).toBe(false);

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "OFFLINE" }).waitFor();
  await page.getByText("Waits to be sent: 1").waitFor();
  expect(await page.locator("[data-kind=ok]").count()).toBe(0);
  await scanCode(page, "NO-SUCH-GEAR");
  await page.getByText("Waits to be sent: 2").waitFor();
  expect(await scrolls()).toBe(false);

  const other = await page.context().newPage(); // a second tab sends nothing twice
  await other.goto("/station/D-40");
  await other.getByText("Waits to be sent: 2").waitFor();
  await wire.mend();
  for (const tab of [page, other]) {
    await tab.getByText("Sent, and to be looked at: ").waitFor();
    await expect.poll(() => tab.getByText("Waits to be sent").count()).toBe(0);
  }
  const { items } = await api<Visits>("device", "GET", "/api/v1/visits?station=D-40&limit=5");
  expect(items.filter((v) => v.object.name === "SN000050").length).toBe(1);
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
