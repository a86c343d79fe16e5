import { expect, test } from "vitest";
import type { Schemas } from "@/api/call";
import { api, visit } from "../../../e2e/browser";

const tell = (state: string) =>
  api("device", "POST", "/api/v1/commands", {
    verb: "station-state",
    station: "M-20",
    args: { state, note: "camera" },
  });

test("the bottleneck is the station that the demo plants, with its reason", async () => {
  const page = await visit("/map", { as: "lead" });
  await page.getByText("D-70 is the bottleneck.").waitFor();
  await page.getByText(/takt is 4:30/).waitFor();
  const card = page.locator("[data-station=D-70]");
  expect(await card.getAttribute("data-bottleneck")).toBe("true");
  expect(await card.textContent()).toMatch(/\d+ waiting/);
  await card.getByRole("link", { name: /waiting/ }).click(); // to what waits, wherever that is
  await page.getByRole("heading", { name: "What comes to D-70 next" }).waitFor();
  await page.getByRole("cell", { name: "D-60" }).first().waitFor();
});

test("a station that goes down is seen without asking, and was up before", async () => {
  const page = await visit("/map", { as: "lead" });
  const card = page.locator("[data-station=M-20]");
  const before = new Date(Date.now() - 60_000).toISOString();
  await tell("fault");
  await page.locator("[data-station=M-20][data-state=fault]").waitFor();
  expect(await card.textContent()).toContain("Down");
  await page.goto(`/map?at=${before}`);
  await page.locator("[data-station=M-20]:not([data-state=fault])").waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.locator("[data-station=M-20][data-state=fault]").waitFor();
  await tell("running");
  await page.locator("[data-station=M-20]:not([data-state=fault])").waitFor();
});

test("a wall says how old its data is, and recovers by itself", async () => {
  const page = await visit("/map?kiosk&line=DL", { as: "lead" });
  await page.getByText(/Data \d+ s old/).waitFor();
  await page.clock.install();
  await page.context().setOffline(true);
  await page.clock.runFor(30_000);
  await page.getByText(/No connection\. As of .* ago/).waitFor();
  await page.locator("[data-station=D-70]").waitFor();
  await page.context().setOffline(false);
  await expect
    .poll(async () => {
      await page.clock.runFor(5000);
      return page.getByText(/Data \d+ s old/).count();
    })
    .toBe(1);
});

/** What stands on cards and does not fit there: of a card, or of what is in it. */
const cut = () => {
  const hides = (e: HTMLElement) => getComputedStyle(e).overflowY === "hidden";
  return [...document.querySelectorAll<HTMLElement>("[data-station], [data-station] *")]
    .filter((e) => e.clientWidth > 0)
    .filter((e) => e.scrollWidth > e.clientWidth || (hides(e) && e.scrollHeight > e.clientHeight))
    .map((e) => `${e.closest("[data-station]")?.getAttribute("data-station") ?? ""}: ${e.textContent}`);
};

test.each(["en", "de", "es"] as const)("no card cuts its text off, however long things last: %s", async (language) => {
  const now = Date.now();
  const since = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const states = ["starved", "idle", "maintenance", "blocked", "fault"] as const;
  const page = await visit("/map", { as: "lead", language }, (context) => {
    void context.route("**/api/v1/map*", async (route) => {
      const response = await route.fetch();
      const map = (await response.json()) as Schemas["Map"];
      const stations = map.stations.map((s, i) => ({
        ...s,
        state: { ...s.state, state: states[i % states.length], since: since(296 + 1500 * (i % 2)) },
        ...(i % states.length === 0 ? { waiting: 0 } : { waiting: 128, oldest: since(296) }),
        people: [...s.people, { id: "p-1", name: "Maximiliane Oberhauser-Lindqvist" }],
        calls: i % 3 === 0 ? [{ kind: "maintenance", raisedAt: since(296) }] : [],
      }));
      await route.fulfill({ response, json: { ...map, at: new Date(now).toISOString(), stations } });
    });
  });
  const sizes = [
    [1366, 768],
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const;
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(cut), { message: `${width} wide` }).toEqual([]);
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto("/map?kiosk&line=DL");
  await page.locator("[data-station=D-70]").waitFor();
  expect(await page.evaluate(cut)).toEqual([]);
});
