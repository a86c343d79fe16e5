import { swapCase } from "./burst";
import { isModifier, keyName, meantBy, type Key, type Layout } from "./keys";
import { keyboards } from "./layouts";
import { usual, type Setup } from "./setup";

/** A key, and when it was pressed, in milliseconds. */
export interface Pressed {
  key: Key;
  at: number;
}

/** What the test symbols say: all that is typed differently on other keyboards, and what no keyboard has. */
export const tests = {
  datamatrix: "TW:TEST:AQWZYMaqwzym0123456789-_.:;,/\\#@$%&*+=?!'\"()[]{}<>|~^`\u001d17\u001e06\u0004",
  code128: "TW:TEST:AZyqM-/_7@#\u001d1",
};

/** What is wrong with a scanner, and is to be changed at the scanner itself. */
export type Fault = "enter" | "gs" | "format" | "swapped" | "upper" | "lower" | "slow" | "alt" | "cut" | "changed";

/** What was found out of a scanner. */
export interface Found {
  setup: Setup;
  faults: Fault[];
  /** Characters that do not arrive as they are. */
  lost: string[];
}

/** A character as it arrived; without a text it was some other key. */
interface Token {
  text: string | undefined;
  name: string;
}

const gs = "\u001d";
const isControl = (c: string) => c < " ";
/** From here on a scanner is slow enough to be told to hurry, in milliseconds. */
const slow = 100;
const slowest = 250;

/** What keys mean on a keyboard. */
function tokensOf(keys: readonly Key[], layout: Layout, swapped: boolean): Token[] {
  const tokens: Token[] = [];
  let waits = false;
  for (const key of keys) {
    const meant = meantBy(key, layout);
    const own = waits && meant?.text === " ";
    waits = meant?.waits ?? false;
    if (own) continue;
    tokens.push({ text: meant && (swapped ? swapCase(meant.text) : meant.text), name: keyName(key) });
  }
  return tokens;
}

/** How each expected character arrived, and what arrived besides, in front and behind. */
interface Aligned {
  cost: number;
  pairs: { expected: string; token: Token | undefined }[];
  before: Token[];
  behind: Token[];
}

/** How far a token is from a character. */
function apart(token: Token, expected: string): number {
  if (token.text === expected) return 0;
  return token.text === undefined && isControl(expected) ? 0.25 : 1;
}

/** Lays what arrived beside what was expected, so that they differ least (Levenshtein); what stands around it costs little. */
function align(tokens: readonly Token[], expected: readonly string[]): Aligned {
  const [n, m] = [tokens.length, expected.length];
  const extra = (j: number) => (j === 0 || j === m ? 0.1 : 1);
  const costs = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0));
  const at = (i: number, j: number) => costs[i]?.[j] ?? Number.POSITIVE_INFINITY;
  const match = (i: number, j: number) => {
    const [token, c] = [tokens[i - 1], expected[j - 1]];
    return token && c !== undefined ? at(i - 1, j - 1) + apart(token, c) : Number.POSITIVE_INFINITY;
  };
  for (let i = 0; i <= n; i++) {
    const row = costs[i] ?? [];
    for (let j = 0; j <= m; j++) {
      if (i + j > 0) row[j] = Math.min(match(i, j), at(i - 1, j) + extra(j), at(i, j - 1) + 1);
    }
  }
  const aligned: Aligned = { cost: at(n, m), pairs: [], before: [], behind: [] };
  for (let [i, j] = [n, m]; i > 0 || j > 0;) {
    const token = tokens[i - 1];
    if (at(i, j) === match(i, j)) {
      aligned.pairs.unshift({ expected: expected[--j] ?? "", token });
      i--;
    } else if (token && at(i, j) === at(i - 1, j) + extra(j)) {
      if (j === 0) aligned.before.unshift(token);
      if (j === m) aligned.behind.unshift(token);
      i--;
    } else aligned.pairs.unshift({ expected: expected[--j] ?? "", token: undefined });
  }
  return aligned;
}

const textOf = (tokens: readonly Token[]) => tokens.map((t) => t.text ?? "").join("");

/** A letter that arrived in the wrong case. */
function miscased({ expected, token }: Aligned["pairs"][number]): boolean {
  return token?.text !== expected && token?.text?.toLowerCase() === expected.toLowerCase();
}

/** A symbology identifier (ISO/IEC 15424), which says something of each code and stays. */
const identifier = /^\][A-Za-z]\d/;

/** What a scanner does, by the keys of one scan of a test symbol; undefined if it was not that symbol. */
export function calibrate(pressed: readonly Pressed[], says: string): Found | undefined {
  const typed = pressed.filter(({ key }) => !isModifier(key));
  const keys = typed.map(({ key }) => key);
  const last = keys.findIndex(({ key }) => key === "Enter" || key === "Tab");
  const suffix = last < 0 ? "none" : keys[last]?.key === "Tab" ? "Tab" : "Enter";
  const body = last < 0 ? keys : keys.slice(0, last);
  const expected = says.split("");
  const tried = ([...keyboards, "system"] as const).flatMap((layout) =>
    [false, true].map((swapped) => ({ layout, swapped, ...align(tokensOf(body, layout, swapped), expected) })),
  );
  // Turned around are all letters or none.
  const likely = tried.filter(({ swapped, pairs }) => !swapped || !pairs.some(miscased));
  const best = likely.reduce((a, b) => (b.cost < a.cost ? b : a));
  if (best.cost > expected.length / 2) return undefined;
  const pace = Math.max(...typed.map(({ at }, i) => at - (typed[i - 1]?.at ?? at)));
  const learnt = best.pairs.filter((p) => isControl(p.expected) && p.token && p.token.text === undefined);
  const before = textOf(best.before);
  const setup: Setup = {
    layout: best.layout,
    suffix,
    gap: Math.min(slowest, Math.max(usual.gap, Math.ceil(pace * 2))),
    special: Object.fromEntries(learnt.map((p) => [p.token?.name ?? "", p.expected])),
    swapped: best.swapped,
    before: identifier.test(before) ? "" : before,
    behind: textOf(best.behind),
  };
  const lost = best.pairs.filter((p) => !learnt.includes(p) && p.token?.text !== p.expected);
  return { setup, lost: lost.map((p) => p.expected), faults: faultsOf(setup, best.pairs, lost, body, pace) };
}

function faultsOf(
  setup: Setup,
  pairs: Aligned["pairs"],
  lost: Aligned["pairs"],
  keys: readonly Key[],
  pace: number,
): Fault[] {
  const cased = (to: (c: string) => string) => lost.some((p) => p.token?.text === to(p.expected));
  const upper = cased((c) => c.toUpperCase());
  const lower = cased((c) => c.toLowerCase());
  const tail = pairs.slice(-8);
  const cut = tail.length === 8 && tail.every((p) => p.token === undefined);
  const changed = lost.some((p) => !isControl(p.expected) && !miscased(p));
  const found: [Fault, boolean][] = [
    ["enter", setup.suffix === "none"],
    ["cut", cut],
    ["alt", keys.some((k) => k.altKey && !k.ctrlKey && k.code.startsWith("Numpad"))],
    ["gs", !cut && lost.some((p) => p.expected === gs)],
    ["format", !cut && lost.some((p) => p.expected !== gs && isControl(p.expected))],
    ["swapped", setup.swapped],
    ["upper", upper],
    ["lower", lower],
    ["changed", changed && !cut],
    ["slow", pace > slow],
  ];
  return found.filter(([, is]) => is).map(([fault]) => fault);
}
