import { expect, test } from "vitest";
import { api, door, open, scanCode, server, settled, visit } from "./browser";

test("the printed address leads to the role chooser, and a role to its screens", async () => {
  const context = await open();
  const page = await context.newPage();
  await page.goto(`/#token=${door()}`);
  await page.getByRole("button", { name: "Enter as Line lead" }).click();
  await page.getByRole("heading", { name: "Good to see you, Greta Holm" }).waitFor();
  expect(page.url()).toBe(`${server()}/`);
  await page.getByRole("link", { name: "Stations" }).first().click();
  await page.getByText("Final inspection").waitFor();
});

test("the token is in no place that a script reads", async () => {
  const page = await visit("/", { as: "lead" });
  const kept = await page.evaluate(
    () => document.cookie + JSON.stringify([window.localStorage, window.sessionStorage]),
  );
  expect(kept).not.toContain("tw");
});

test("badge and PIN sign in, go on to the address, and sign out again", async () => {
  const page = await visit("/stations?line=ML");
  await page.getByRole("textbox", { name: "Badge" }).fill("DEMO-B-201");
  await page.getByRole("textbox", { name: "PIN or password" }).fill("000001");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Badge and PIN sign nobody in.").waitFor();
  expect(await page.getByRole("textbox", { name: "Badge" }).inputValue()).toBe("DEMO-B-201");
  await page.getByRole("textbox", { name: "PIN or password" }).fill("314159");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Board placing").waitFor();
  await expect.poll(() => page.getByText("Final inspection").count()).toBe(0);
  await page.getByRole("button", { name: "Account and settings" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("a badge that is scanned goes into its field, not into the PIN", async () => {
  const page = await visit("/");
  await page.getByRole("textbox", { name: "PIN or password" }).focus();
  await scanCode(page, "DEMO-B-201");
  await expect.poll(() => page.getByRole("textbox", { name: "Badge" }).inputValue()).toBe("DEMO-B-201");
  expect(await page.getByRole("textbox", { name: "PIN or password" }).inputValue()).toBe("");
});

test("a scan on any page is looked up, and leaks into no field", async () => {
  const page = await visit("/stations", { as: "lead" });
  const filter = page.getByLabel("Filter");
  await filter.fill("D-");
  await page.waitForURL(/filter=D-/);
  await filter.focus();
  await scanCode(page, "SN000007");
  await page.getByRole("heading", { name: "Find" }).waitFor();
  expect(new URL(page.url()).searchParams.get("code")).toBe("SN000007");
  await page.getByRole("cell", { name: "DU-250 B" }).waitFor();
  await page.goBack();
  await expect.poll(() => page.getByLabel("Filter").inputValue()).toBe("D-");
});

test("the key / opens the palette on any page", async () => {
  const page = await visit("/", { as: "lead" });
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: "Search or jump to…" }).fill("stat");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Stations" }).waitFor();
});

test("what a filter shows is in the address", async () => {
  const page = await visit("/stations?filter=tight&sort=-station", { as: "lead" });
  await page.getByText("Cover tightening").waitFor();
  expect(await page.getByRole("row").count()).toBe(2);
  await page.getByLabel("Filter").fill("nothing like it");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect.poll(() => page.getByRole("row").count()).toBe(15);
});

test("what happens in the plant is seen without asking", async () => {
  const page = await visit("/stations?filter=M-20", { as: "lead" });
  await page.getByText("idle").waitFor();
  const part = { part: "CB-3", serial: "LIVE-1" };
  await api("device", "POST", "/api/v1/commands", { verb: "produce-unit", station: "M-10", args: part });
  await api("device", "POST", "/api/v1/commands", {
    verb: "start",
    station: "M-20",
    mode: "report",
    args: { object: "LIVE-1" },
  });
  await page.getByText("LIVE-1").waitFor();
});

test("a lost connection is said, and mends itself", async () => {
  const page = await visit("/find", { as: "lead" });
  await page.getByText("Live", { exact: true }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel("Code or name").fill("SN000007");
  await page.getByRole("button", { name: "Look it up" }).click();
  await page.getByText("The server cannot be reached.").first().waitFor();
  await page.context().setOffline(false);
  await page.getByText("every code is text").waitFor();
  await expect.poll(() => page.getByText("The server cannot be reached.").count()).toBe(0);
});

test("every language has the screens", async () => {
  for (const [language, title] of [
    ["de", "Stationen"],
    ["es", "Estaciones"],
  ] as const) {
    const page = await visit("/stations", { as: "lead", language });
    await settled(page);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
  }
});

test("another site cannot act in the name of who is signed in", async () => {
  const context = await open({ as: "lead" });
  const answer = await context.request.post("/api/v1/sign-out", { headers: { Origin: "https://elsewhere.example" } });
  expect(answer.status()).toBe(403);
});

test("text from the world stays text", async () => {
  const hostile = '"><img src=x onerror=alert(1)>\u202Etxt';
  const page = await visit(`/find?code=${encodeURIComponent(hostile)}`, { as: "quality" });
  await page.getByText("Nothing here has this name").waitFor();
  expect(await page.locator("img[src=x]").count()).toBe(0);
});

test("where the server has an authority of its own, the account leads to it, at the first press", async () => {
  const page = await visit("/", { as: "lead" }, (context) => {
    void context.route("/ca.crt", (route) => route.fulfill({ contentType: "application/x-x509-ca-cert", body: "" }));
  });
  await page.getByRole("button", { name: "Account and settings" }).click();
  const link = page.getByRole("menuitem", { name: "Let another device trust this server" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toBe("/trust");
  await page.keyboard.press("Escape");
  await link.waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Account and settings");
});
