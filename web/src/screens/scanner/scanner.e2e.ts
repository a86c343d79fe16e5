import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../../../e2e/browser";
import { tests } from "../../scan/calibrate";
import { typedOn } from "../../scan/layouts";

const codes = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((c) => `Key${c}`),
  ..."0123456789".split("").map((d) => `Digit${d}`),
  ..."Minus BracketRight Backslash Quote Comma Period Slash".split(" "),
];
const bits = { plain: 0, shift: 8, altGr: 3 };

/** Types as a scanner does that is set to a German keyboard, on a computer that has an American one. */
async function germanScan(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const keys = text.split("").map((c) => {
    if (c === "\u001d") return { key: "]", code: "BracketRight", modifiers: 2 };
    for (const level of ["plain", "shift", "altGr"] as const) {
      const code = codes.find((at) => typedOn("de", at, level)?.text === c);
      if (code)
        return {
          key: typedOn("us", code, level === "shift" ? "shift" : "plain")?.text ?? "",
          code,
          modifiers: bits[level],
        };
    }
    throw new Error(`no key for ${c}`);
  });
  const began = Date.now() / 1000;
  const all = [...keys, { key: "Enter", code: "Enter", modifiers: 0 }];
  await Promise.all(
    all.map((key, i) =>
      keyboard.send("Input.dispatchKeyEvent", { ...key, type: "rawKeyDown", timestamp: began + i * 0.008 }),
    ),
  );
  await keyboard.detach();
}

test("one scan of the test symbol tells the keyboard of a scanner, and it is understood from then on", async () => {
  const page = await visit("/scanner?bars=true", { as: "device", size: { width: 1024, height: 600 } });
  await germanScan(page, "Z-1/Y");
  await page.getByText("Y/1&Z").waitFor(); // the usual one is American
  await germanScan(page, tests.code128);
  await page.getByText("Every character arrives.").waitFor();
  await page.getByRole("row", { name: "Keyboard German" }).waitFor();
  await germanScan(page, "Z-1/Y");
  await page.getByText("Z-1/Y").waitFor();
  await page.reload();
  await page.getByRole("row", { name: "Keyboard German" }).waitFor();
  const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  expect(scrolls).toBe(false);
});
