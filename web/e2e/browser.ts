import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest";
import type { Part } from "../src/api/demo";

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

/** The address of the demo server. */
export const server = (): string => inject("server");

let browser: Browser | undefined;
let parts: Part[] = [];

beforeAll(async () => {
  browser = await chromium.connect(inject("browser"));
  const response = await fetch(`${server()}/demo/people`, { headers: { Authorization: `Bearer ${inject("door")}` } });
  ({ parts } = (await response.json()) as { parts: Part[] });
});
afterAll(() => browser?.close());

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

/** A window of a browser of its own, without a page yet. */
export async function open({
  as,
  scheme = "light",
  language = "en",
  size,
  at,
  on,
}: View = {}): Promise<BrowserContext> {
  if (!browser) throw new Error("open outside of a test");
  const context = await browser.newContext({
    baseURL: at ?? on ?? server(),
    serviceWorkers: at ? "allow" : "block", // what they keep is fetched once, not for each test
    colorScheme: scheme,
    locale: language,
    viewport: size ?? { width: 1366, height: 768 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(12_000); // less than a test may take, so that it says what it waited for
  onTestFinished(() => context.close());
  if (as) {
    const answer = await context.request.post("/api/v1/sign-in", { data: { token: tokenOf(as) } });
    expect(answer.status()).toBe(200);
  }
  return context;
}

/** The token of the address that the demo has printed. */
export const door = (): string => inject("door");

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
