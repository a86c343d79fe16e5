import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest";
import type { Part } from "../src/api/demo";
import { startDemo, type Demo } from "./setup";

export type Role = Part["role"];
export type Language = "en" | "de" | "es";

export interface Size {
  width: number;
  height: number;
}

/** How a screen is looked at. */
export interface View {
  /** Who looks; nobody is signed in without it. */
  as?: Role | undefined;
  scheme?: "light" | "dark";
  language?: Language;
  size?: Size;
  /** Another address of the server, such as that of a wire that can be cut. Only there a service worker is let in. */
  at?: string;
  /** The address of another server. */
  on?: string;
}

let browser: Browser | undefined;
let parts: Part[] = [];
let data: string | undefined;
let demo: Demo | undefined;

// The tests of a file have a server to themselves, so that none meets what those of another file did.
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "tracewright-e2e-"));
  cpSync(inject("history"), data, { recursive: true });
  [browser, demo] = await Promise.all([chromium.connect(inject("browser")), startDemo(data)]);
  const response = await fetch(`${server()}/demo/people`, { headers: { Authorization: `Bearer ${door()}` } });
  ({ parts } = (await response.json()) as { parts: Part[] });
});
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.stop()]);
  if (data) rmSync(data, { recursive: true, force: true });
});

/** The address of the demo server. */
export const server = (): string => demo?.address.split("/#")[0] ?? "";

/** The token of the address that the demo has printed. */
export const door = (): string => demo?.address.split("#token=")[1] ?? "";

/** The token of one of the demo's people. */
export function tokenOf(role: Role): string {
  const part = parts.find((p) => p.role === role);
  if (!part) throw new Error(`the demo has no ${role}`);
  return part.token;
}

/** Asks the API as one of the demo's people. */
export async function api<T>(role: Role, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(server() + path, {
    method,
    headers: { Authorization: `Bearer ${tokenOf(role)}`, "Content-Type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** What a page must never do, as it did it. */
function watch(page: Page, at: string): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A refusal of the server is an answer: the page shows it.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      faults.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(at) && !url.startsWith("data:") && !url.startsWith("blob:")) faults.push(`calls ${url}`);
  });
  return faults;
}

/** The size of a window of which nothing else is said. */
const desk: Size = { width: 1366, height: 768 };

/** A window of a browser of its own, without a page yet, until the test ends. */
export async function open(view: View = {}): Promise<BrowserContext> {
  const context = await signedIn(view);
  onTestFinished(() => context.close());
  return context;
}

async function signedIn({ as, scheme = "light", language = "en", size, at, on }: View): Promise<BrowserContext> {
  if (!browser) throw new Error("a window outside of a test");
  const context = await browser.newContext({
    baseURL: at ?? on ?? server(),
    serviceWorkers: at ? "allow" : "block", // what they keep is fetched once, not for each test
    colorScheme: scheme,
    locale: language,
    viewport: size ?? desk,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(12_000); // less than a test may take, so that it says what it waited for
  if (as) {
    const answer = await context.request.post("/api/v1/sign-in", { data: { token: tokenOf(as) } });
    expect(answer.status()).toBe(200);
  }
  return context;
}

/** Opens a screen. When the test ends, the page must not have failed, broken the policy, or called another host. */
export async function visit(path: string, view: View = {}, before?: (c: BrowserContext) => void): Promise<Page> {
  const context = await open(view);
  before?.(context);
  const page = await context.newPage();
  const faults = watch(page, view.at ?? server());
  onTestFinished(() => expect(faults, `faults of ${path}`).toEqual([]));
  await page.goto(path);
  await settled(page);
  return page;
}

/** What stays open until the file of tests has ended, by who looks. */
const windows = new Map<string, { page: Page; faults: string[] }>();

/** Opens a screen in the window that its visitor has open already, as good as new: what it is built from is there. */
export async function turnTo(path: string, view: View = {}): Promise<Page> {
  const key = `${view.as} ${view.language}`;
  let known = windows.get(key);
  if (known) {
    await known.page.evaluate(() => [window.localStorage, window.sessionStorage].forEach((kept) => kept.clear()));
  } else {
    const page = await (await signedIn(view)).newPage();
    known = { page, faults: watch(page, server()) };
    windows.set(key, known);
  }
  const { page, faults } = known;
  onTestFinished(() => expect(faults.splice(0), `faults of ${path}`).toEqual([]));
  await page.emulateMedia({ colorScheme: view.scheme ?? "light" });
  await page.setViewportSize(view.size ?? desk);
  await page.goto(path);
  await settled(page);
  return page;
}

/** Waits until a screen has all its answers and its letters. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(
    () => document.querySelector("[data-waiting]") === null && document.fonts.status === "loaded",
  );
}

const punctuation: Record<string, [code: string, shift: boolean]> = {
  "-": ["Minus", false],
  _: ["Minus", true],
  ":": ["Semicolon", true],
  "/": ["Slash", false],
  ".": ["Period", false],
  "]": ["BracketRight", false],
  "(": ["Digit9", true],
  ")": ["Digit0", true],
  "=": ["Equal", false],
  " ": ["Space", false],
};

/** A key of a US keyboard, as the browser is told of it. */
function keyOf(c: string): { key: string; code: string; modifiers: number; text: string } {
  const [code, shift] = /[a-z]/i.test(c)
    ? [`Key${c.toUpperCase()}`, /[A-Z]/.test(c)]
    : /\d/.test(c)
      ? [`Digit${c}`, false]
      : (punctuation[c] ?? ["", false]);
  return { key: c, code, modifiers: shift ? 8 : 0, text: c };
}

/** When the last code ended that was scanned on a page, in seconds. */
const scanned = new WeakMap<Page, number>();

/** Types a code as a scanner does: fast, with Enter at its end, whatever has the focus. */
export async function scanCode(page: Page, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const keys = [
    ...code.split("").map(keyOf),
    { key: "Enter", code: "Enter", modifiers: 0, text: "\r", windowsVirtualKeyCode: 13 },
  ];
  // The times are given, so that a busy machine makes no person of the scanner, and a quick one no code of two.
  const began = Math.max(Date.now() / 1000, (scanned.get(page) ?? 0) + 0.2);
  scanned.set(page, began + keys.length * 0.008);
  await Promise.all(
    keys.flatMap((key, i) => [
      keyboard.send("Input.dispatchKeyEvent", { ...key, type: "keyDown", timestamp: began + i * 0.008 }),
      keyboard.send("Input.dispatchKeyEvent", { ...key, type: "keyUp", timestamp: began + i * 0.008 + 0.004 }),
    ]),
  );
  await keyboard.detach();
}
