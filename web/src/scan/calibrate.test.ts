import { describe, expect, test } from "vitest";
import { calibrate, tests, type Pressed } from "./calibrate";
import { Burst } from "./burst";
import type { Key } from "./keys";
import { keyboards, typedOn, type Keyboard } from "./layouts";

const codes = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((c) => `Key${c}`),
  ..."0123456789".split("").map((d) => `Digit${d}`),
  ..."Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash IntlBackslash Space".split(
    " ",
  ),
];
const none: Key = { key: "Unidentified", code: "", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const enter: Key = { ...none, key: "Enter", code: "Enter" };
const control: Record<string, string> = { "\u001d": "BracketRight", "\u001e": "Digit6", "\u0004": "KeyD" };

/** The keys by which a scanner that is set to a keyboard types a text; a computer with another one misunderstands them. */
function typed(text: string, keyboard: Keyboard, system: (c: string) => string = () => "?"): Key[] {
  return text.split("").flatMap((c): Key[] => {
    const at = control[c];
    if (at) return [{ ...none, key: "]", code: at, ctrlKey: true }];
    for (const level of ["plain", "shift", "altGr"] as const) {
      for (const code of codes) {
        const types = typedOn(keyboard, code, level);
        if (types?.text !== c) continue;
        const altGr = level === "altGr";
        const key = { ...none, key: system(c), code, shiftKey: level === "shift", ctrlKey: altGr, altKey: altGr };
        return types.waits ? [key, { ...none, key: " ", code: "Space" }] : [key];
      }
    }
    return []; // the keyboard does not have it
  });
}

const at = (keys: Key[], pace = 8): Pressed[] => keys.map((key, i) => ({ key, at: i * pace }));

describe.each(keyboards)("a scanner that is set to the keyboard %s", (keyboard) => {
  test("is found out by the bars, and read from then on", () => {
    const found = calibrate(at([...typed(tests.code128, keyboard), enter]), tests.code128);
    expect(found?.faults).toEqual([]);
    const burst = new Burst(found?.setup ?? never());
    const heard = [...typed("SN-0007:(ZY)_a@q", keyboard), enter].map((key, i) => burst.key(key, i * 8));
    expect(heard.at(-1)).toEqual({ kind: "scan", code: "SN-0007:(ZY)_a@q" });
  });

  test("keeps all that its keyboard has", () => {
    const found = calibrate(at([...typed(tests.datamatrix, keyboard), enter]), tests.datamatrix);
    const has = (c: string) => typed(c, keyboard).length > 0;
    expect(found?.lost).toEqual(tests.datamatrix.split("").filter((c) => !has(c)));
    expect(found?.setup.layout).toBe(keyboard);
  });
});

function never(): never {
  throw new Error("nothing was found");
}

test("a scanner for Germany at an American computer is found out by the places of its keys", () => {
  // prettier-ignore
  const german: [code: string, shift: boolean][] = [
    ["KeyT", true], ["KeyW", true], ["Period", true], ["KeyT", true], ["KeyE", true], ["KeyS", true], ["KeyT", true],
    ["Period", true], ["KeyA", true], ["KeyY", true], ["KeyZ", false], ["KeyQ", false], ["KeyM", true], ["Slash", false],
    ["Digit7", true], ["Slash", true], ["Digit7", false],
  ];
  const keys = german.map(([code, shiftKey]): Key => ({ ...none, code, shiftKey }));
  const atSign: Key = { ...none, code: "KeyQ", ctrlKey: true, altKey: true };
  const hash: Key = { ...none, code: "Backslash" };
  const gs: Key = { ...none, key: "]", code: "BracketRight", ctrlKey: true };
  const one: Key = { ...none, key: "1", code: "Digit1" };
  const found = calibrate(at([...keys, atSign, hash, gs, one, enter]), tests.code128);
  expect(found).toMatchObject({ faults: [], lost: [], setup: { layout: "de", suffix: "Enter" } });
});

test("what the scanner types for GS is learnt, and understood from then on", () => {
  const f8: Key = { ...none, key: "F8", code: "F8" };
  const withF8 = (text: string) => typed(text, "us").map((k) => (k.code === "BracketRight" && k.ctrlKey ? f8 : k));
  const found = calibrate(at([...withF8(tests.code128), enter]), tests.code128);
  expect(found?.setup.special).toEqual({ F8: "\u001d" });
  expect(found?.faults).toEqual([]);
  const burst = new Burst(found?.setup ?? never());
  const heard = [...withF8("0112\u001d21A"), enter].map((key, i) => burst.key(key, i * 8));
  expect(heard.at(-1)).toEqual({ kind: "scan", code: "0112\u001d21A" });
});

const faulty: Record<string, [keys: (text: string) => Key[], faults: string[]]> = {
  "no Enter": [(text) => typed(text, "us"), ["enter"]],
  "GS lost": [(text) => [...typed(text.replaceAll("\u001d", ""), "us"), enter], ["gs"]],
  "all capitals": [(text) => [...typed(text.toUpperCase(), "us"), enter], ["upper"]],
  "no capitals": [(text) => [...typed(text.toLowerCase(), "us"), enter], ["lower"]],
  "cut off": [(text) => [...typed(text.slice(0, -12), "us"), enter], ["cut"]],
};

test.each(Object.entries(faulty))("%s: it is said what to change", (_, [keys, faults]) => {
  expect(calibrate(at(keys(tests.datamatrix)), tests.datamatrix)?.faults).toEqual(faults);
});

test("a scanner that turns capitals around is understood all the same", () => {
  const swap = (text: string) => text.replace(/[a-z]/gi, (c) => (c < "a" ? c.toLowerCase() : c.toUpperCase()));
  const found = calibrate(at([...typed(swap(tests.datamatrix), "us"), enter]), tests.datamatrix);
  expect(found).toMatchObject({ faults: ["swapped"], lost: [] });
  const burst = new Burst(found?.setup ?? never());
  const heard = [...typed("sn0007", "us"), enter].map((key, i) => burst.key(key, i * 8));
  expect(heard.at(-1)).toEqual({ kind: "scan", code: "SN0007" });
});

test("what a scanner types around each code is taken off, but its symbology identifier", () => {
  const around = calibrate(at([...typed(`~~${tests.code128}!`, "us"), enter]), tests.code128);
  expect(around?.setup).toMatchObject({ before: "~~", behind: "!" });
  const marked = calibrate(at([...typed(`]C0${tests.code128}`, "us"), enter]), tests.code128);
  expect(marked?.setup.before).toBe("");
});

test("a slow scanner is given time, and told to hurry", () => {
  const found = calibrate(at([...typed(tests.code128, "us"), enter], 110), tests.code128);
  expect(found).toMatchObject({ faults: ["slow"], setup: { gap: 220 } });
});

test("another code than the test symbol teaches nothing", () => {
  expect(calibrate(at([...typed("SN000129", "us"), enter]), tests.datamatrix)).toBeUndefined();
});
