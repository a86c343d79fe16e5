import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { open } from "../../../e2e/browser";
import { binary } from "../../../e2e/setup";

const definition = `
site: {code: MILL, name: Mill, zone: UTC}
areas: [{code: SHOP, lines: [{code: L-1, stations: [{code: SAW-1, operations: [SAW]}, {code: END, operations: [DEBURR]}]}]}]
parts: [{number: ROD-5, tracking: lot, route: ROD}]
routes: [{code: ROD, operations: [{code: SAW, name: Saw off}, {code: DEBURR}]}]
reasons: [{code: BROKEN, name: Broken, for: scrap}]
`;

/** A server of its own, where lots are made, and what it answers a command. */
async function mill(): Promise<{ address: string; token: string }> {
  const data = mkdtempSync(join(tmpdir(), "tracewright-mill-"));
  const child = spawn(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env["PATH"] },
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  return { address, token: readFileSync(join(data, "admin.token"), "utf8").trim() };
}

test("a lot is counted good and scrap, by touch and by keyboard", async () => {
  const { address, token } = await mill();
  const context = await open({ size: { width: 1024, height: 600 } });
  await context.request.post(`${address}/api/v1/sign-in`, { data: { token } });
  const command = async (verb: string, args: object, station?: string) => {
    const data = { id: crypto.randomUUID(), verb, args, ...(station ? { station } : {}) };
    const answer = (await (await context.request.post(`${address}/api/v1/commands`, { data })).json()) as {
      verdict: object;
    };
    expect(answer.verdict).toMatchObject({ answer: "permit" });
  };
  await command("apply", { definition });
  await command("produce-lot", { part: "ROD-5", lot: "R-1", quantity: "20" });
  await command("start", { object: "R-1" }, "SAW-1");
  const page = await context.newPage();
  await page.goto(`${address}/station/SAW-1`);
  await page.getByRole("button", { name: "Finish OK" }).click();
  const good = page.getByLabel("Good");
  await expect.poll(() => good.inputValue()).toBe("20");
  await page.getByRole("button", { name: "2", exact: true }).click();
  expect(await good.inputValue()).toBe("18");
  await good.focus();
  await page.keyboard.type("10");
  expect(await good.inputValue()).toBe("10");
  await page.getByRole("button", { name: "Book" }).click();
  await page.getByText("Say why it is scrap.").waitFor();
  await page.getByRole("button", { name: "Broken" }).click();
  await page.getByText(/^8( pcs)? stay in work\.$/).waitFor();
  await page.getByRole("button", { name: "Book" }).click();
  await page.locator("[data-kind=ok][aria-busy=false]").waitFor();
  const left = await context.request.get(`${address}/api/v1/stations/SAW-1`);
  expect(await left.json()).toMatchObject({ inWork: [{ object: { name: "R-1" } }] });
  const lots = (await (await context.request.get(`${address}/api/v1/objects?part=ROD-5`)).json()) as object;
  expect(lots).toMatchObject({ items: [{ quantity: "8" }, { quantity: "10", station: "SAW-1" }] });
});
