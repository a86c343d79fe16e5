import { describe, expect, test } from "vitest";
import { Burst, type Heard } from "./burst";
import { usual } from "./setup";
import type { Key, Layout } from "./keys";

const plain: Key = { key: "", code: "", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const places: Record<string, [code: string, shift?: boolean]> = {
  "/": ["Slash"],
  "-": ["Minus"],
  ":": ["Semicolon", true],
  "(": ["Digit9", true],
  ")": ["Digit0", true],
  "]": ["BracketRight"],
  '"': ["Quote", true],
  "@": ["Digit2", true],
};

/** The keys of a scanner that is set to a US keyboard; meanwhile the computer may understand others. */
function typed(text: string, system: (c: string) => string = (c) => c): Key[] {
  return text.split("").map((c) => {
    const shift = /[A-Z]/.test(c);
    const [code, shifted] = /[A-Za-z]/.test(c)
      ? [`Key${c.toUpperCase()}`, shift]
      : /\d/.test(c)
        ? [`Digit${c}`, false]
        : (places[c] ?? ["", false]);
    return { ...plain, key: system(c), code, shiftKey: shifted ?? false };
  });
}

const enter: Key = { ...plain, key: "Enter", code: "Enter" };

function hear(keys: Key[], pace: number, layout: Layout = "us"): Heard[] {
  const burst = new Burst({ ...usual, layout });
  return keys.map((key, i) => burst.key(key, i * pace));
}

describe("a scanner", () => {
  test("is told by its speed, and its code comes whole", () => {
    const heard = hear([...typed("SN000007"), enter], 8);
    expect(heard.at(-1)).toEqual({ kind: "scan", code: "SN000007" });
    expect(heard.slice(3, -1).every((h) => h.kind === "scanner")).toBe(true);
  });

  test("may end with Tab", () => {
    const tab: Key = { ...plain, key: "Tab", code: "Tab" };
    expect(hear([...typed("BR-0041"), tab], 8).at(-1)).toEqual({ kind: "scan", code: "BR-0041" });
  });

  test("is read by the places of its keys, whatever keyboard the computer believes in", () => {
    const azerty: Record<string, string> = {
      A: "Q",
      Q: "A",
      "1": "&",
      "2": "é",
      "-": ")",
      ":": "M",
      "(": "9",
      ")": "0",
    };
    const heard = hear([...typed("AQ-12:(01)", (c) => azerty[c] ?? c), enter], 8);
    expect(heard.at(-1)).toEqual({ kind: "scan", code: "AQ-12:(01)" });
  });

  test("that is set to the computer's keyboard is read as the computer reads it", () => {
    const german = typed("AZ12", (c) => (c === "Z" ? "Y" : c));
    expect(hear([...german, enter], 8, "system").at(-1)).toEqual({ kind: "scan", code: "AY12" });
  });

  test("sends the separators of GS1 and ISO 15434 as control keys", () => {
    const separator: Key = { ...plain, key: "]", code: "BracketRight", ctrlKey: true };
    const keys = [...typed("]d201"), separator, ...typed("10A"), enter];
    expect(hear(keys, 8).at(-1)).toEqual({ kind: "scan", code: "]d201\u001d10A" });
  });

  test("without an end key is over when nothing follows", () => {
    const burst = new Burst(usual);
    typed("SN000007").forEach((key, i) => burst.key(key, i * 8));
    expect(burst.take()).toBe("SN000007");
    expect(burst.take()).toBeUndefined();
  });
});

describe("a person", () => {
  test("who types keeps what was typed, and Enter", () => {
    const heard = hear([...typed("SN000007"), enter], usual.gap + 40);
    expect(heard.every((h) => h.kind === "person")).toBe(true);
  });

  test("who rolls over three keys is no scanner", () => {
    const heard = hear([...typed("the"), enter], 20);
    expect(heard.every((h) => h.kind === "person")).toBe(true);
  });

  test("who has pressed a key before a scan does not spoil it", () => {
    const burst = new Burst(usual);
    const [stray] = typed("x");
    if (stray) burst.key(stray, 0);
    const heard = [...typed("SN000007"), enter].map((key, i) => burst.key(key, 400 + i * 8));
    expect(heard.at(-1)).toEqual({ kind: "scan", code: "SN000007" });
  });
});
