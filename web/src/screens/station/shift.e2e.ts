import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { open, scanCode } from "../../../e2e/browser";
import { badges, startFloor } from "../../../e2e/floor";

/** The word that the station says, and what of. */
async function says(page: Page, word: string, text: string | RegExp): Promise<void> {
  await page.getByRole("heading", { level: 1, name: word }).waitFor();
  await page.getByRole("status").filter({ hasText: text }).first().waitFor();
  await page.locator("[data-kind][aria-busy=false]").waitFor();
}

test(
  "a shift by scanner alone: wrong component, held lot, out of limits, rework, and a lot that is counted",
  { timeout: 90_000 },
  async () => {
    const { address, tablet, command } = await startFloor();
    const context = await open({ size: { width: 1024, height: 600 }, on: address });
    await context.request.post("/api/v1/sign-in", { data: { token: tablet } });
    await command("produce-unit", { part: "PUMP", serial: "PUMP-1" });
    const page = await context.newPage();
    const to = async (station: string) => {
      await page.goto(`/station/${station}`);
      await page.locator("[data-kind=ready]").waitFor();
    };
    /** Scans a code, and hears what is said of it and not of what came before. */
    const scan = async (code: string, word: string, text: string | RegExp) => {
      await scanCode(page, "TW:SEEN");
      await page.locator("[data-kind=ready][aria-busy=false]").waitFor();
      await scanCode(page, code);
      await says(page, word, text);
    };

    await to("A-10");
    await scan(badges.operator, "OK", "Maximiliane Oberhauser");
    await scan("PUMP-1", "OK", "PUMP-1");
    await page.getByRole("heading", { name: "PUMP-1 · Circulation pump 100 W" }).waitFor();
    await scan("GASK-1", "STOP", "GASK-1"); // the wrong component
    const { hold } = await command("hold", { objects: ["HOUS-1"], reason: "cracks" });
    await scan("HOUS-1", "STOP", "hold");
    await command("release", { hold, reason: "no cracks" });
    await scan("PUMP-1", "STOP", "PUMP-1"); // the housing is missing
    await scan("HOUS-1", "OK", "HOUS-1");
    await scan("PUMP-1", "OK", "PUMP-1");
    await page.getByText("Nothing is in work here.").waitFor();

    await to("A-20");
    await scan(badges.operator, "OK", "Maximiliane Oberhauser");
    await scan("PUMP-1", "OK", "PUMP-1");
    await command("measure", { object: "PUMP-1", characteristic: "LEAK", value: "0.9" }, "A-20");
    await page.getByText("✕ 0.9").waitFor();
    await scan("PUMP-1", "STOP", "Leak"); // out of limits
    await scan("TW:FAIL:LEAKS", "OK", "PUMP-1");
    await page.getByText("Nothing is in work here.").waitFor();
    await command("rework", { object: "PUMP-1", rework: "RESEAL", reason: "the seal was folded" });
    await scan("PUMP-1", "STOP", "MOUNT");

    await to("A-10");
    await scan("PUMP-1", "OK", "PUMP-1");
    await page.getByText("Mount the upper housing · Step 1 of 2").waitFor();
    await scan("PUMP-1", "OK", "PUMP-1");
    await to("A-20");
    await scan("PUMP-1", "OK", "PUMP-1");
    await command("measure", { object: "PUMP-1", characteristic: "LEAK", value: "0.2" }, "A-20");
    await page.getByText("✓ 0.2").waitFor();
    await scan("PUMP-1", "OK", "PUMP-1");

    await to("SAW-1");
    await scan(badges.operator, "OK", "Maximiliane Oberhauser");
    await scan("RODS-1", "OK", "RODS-1");
    await scanCode(page, "TW:QTY:17");
    await page.getByRole("dialog").getByLabel("Good").waitFor();
    await scanCode(page, "TW:SCRAP:BENT");
    await page.getByRole("dialog").getByRole("button", { name: "Bent", pressed: true }).waitFor();
    await scanCode(page, "TW:KEY:3");
    await scanCode(page, "TW:KEY:ENTER");
    await says(page, "OK", "RODS-1");
    await page.getByText("Nothing is in work here.").waitFor();
    interface Lots {
      items: { quantity?: string }[];
    }
    const lots = (await (await context.request.get("/api/v1/objects?part=ROD-5")).json()) as Lots;
    expect(lots.items.map((lot) => lot.quantity)).toContain("17");
    await scan(badges.operator, "OK", "Maximiliane Oberhauser");
    await page.getByText("Nobody is signed in. Scan a badge.").waitFor();
  },
);
