/** What a key of a keyboard types: alone, with Shift, with AltGr. */
type Types = readonly [plain: string, shift?: string, altGr?: string];
type Table = Readonly<Record<string, Types>>;

/** A keyboard that a scanner may be set to. */
export const keyboards = ["us", "uk", "de", "fr", "es", "it"] as const;
export type Keyboard = (typeof keyboards)[number];

/** Keys that wait for the next one to put an accent on it; a scanner sends a space behind them. */
const dead = "\u0300";

function letters(swap: Record<string, string> = {}): Table {
  const all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((at): [string, Types] => {
    const letter = swap[at] ?? at;
    return [`Key${at}`, [letter.toLowerCase(), letter]];
  });
  return Object.fromEntries(all);
}

function digits(plain: string, shift: string): Table {
  return Object.fromEntries("1234567890".split("").map((d, i) => [`Digit${d}`, [plain[i] ?? "", shift[i] ?? ""]]));
}

/** Lays what AltGr types over a keyboard. */
function withAltGr(table: Table, altGr: Record<string, string>): Table {
  const over = Object.entries(altGr).map(([code, c]): [string, Types] => {
    const [plain, shift = ""] = table[code] ?? [""];
    return [code, [plain, shift, c]];
  });
  return { ...table, ...Object.fromEntries(over) };
}

const everywhere: Table = {
  Space: [" ", " "],
  NumpadDecimal: ["."],
  NumpadDivide: ["/"],
  NumpadMultiply: ["*"],
  NumpadSubtract: ["-"],
  NumpadAdd: ["+"],
  ...Object.fromEntries("0123456789".split("").map((d): [string, Types] => [`Numpad${d}`, [d]])),
};

const us: Table = {
  ...letters(),
  ...digits("1234567890", "!@#$%^&*()"),
  Backquote: ["`", "~"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  IntlBackslash: ["\\", "|"],
};

const uk: Table = {
  ...us,
  Digit2: ["2", '"'],
  Digit3: ["3", "£"],
  Quote: ["'", "@"],
  Backslash: ["#", "~"],
  Backquote: ["`", "¬"],
};

const de = withAltGr(
  {
    ...letters({ Y: "Z", Z: "Y" }),
    ...digits("1234567890", '!"§$%&/()='),
    Minus: ["ß", "?"],
    Equal: [`´${dead}`, `\`${dead}`],
    BracketLeft: ["ü", "Ü"],
    BracketRight: ["+", "*"],
    Semicolon: ["ö", "Ö"],
    Quote: ["ä", "Ä"],
    Backslash: ["#", "'"],
    Backquote: [`^${dead}`, "°"],
    Comma: [",", ";"],
    Period: [".", ":"],
    Slash: ["-", "_"],
    IntlBackslash: ["<", ">"],
  },
  {
    KeyQ: "@",
    KeyE: "€",
    Digit7: "{",
    Digit8: "[",
    Digit9: "]",
    Digit0: "}",
    Minus: "\\",
    BracketRight: "~",
    IntlBackslash: "|",
  },
);

const fr = withAltGr(
  {
    ...letters({ A: "Q", Q: "A", W: "Z", Z: "W" }),
    ...digits("&é\"'(-è_çà", "1234567890"),
    KeyM: [",", "?"],
    Minus: [")", "°"],
    Equal: ["=", "+"],
    BracketLeft: [`^${dead}`, `¨${dead}`],
    BracketRight: ["$", "£"],
    Semicolon: ["m", "M"],
    Quote: ["ù", "%"],
    Backslash: ["*", "µ"],
    Backquote: ["²"],
    Comma: [";", "."],
    Period: [":", "/"],
    Slash: ["!", "§"],
    IntlBackslash: ["<", ">"],
  },
  {
    Digit2: `~${dead}`,
    Digit3: "#",
    Digit4: "{",
    Digit5: "[",
    Digit6: "|",
    Digit7: `\`${dead}`,
    Digit8: "\\",
    Digit9: "^",
    Digit0: "@",
    Minus: "]",
    Equal: "}",
    KeyE: "€",
  },
);

const es = withAltGr(
  {
    ...letters(),
    ...digits("1234567890", '!"·$%&/()='),
    Minus: ["'", "?"],
    Equal: ["¡", "¿"],
    BracketLeft: [`\`${dead}`, `^${dead}`],
    BracketRight: ["+", "*"],
    Semicolon: ["ñ", "Ñ"],
    Quote: [`´${dead}`, `¨${dead}`],
    Backslash: ["ç", "Ç"],
    Backquote: ["º", "ª"],
    Comma: [",", ";"],
    Period: [".", ":"],
    Slash: ["-", "_"],
    IntlBackslash: ["<", ">"],
  },
  {
    Digit1: "|",
    Digit2: "@",
    Digit3: "#",
    Digit4: `~${dead}`,
    BracketLeft: "[",
    BracketRight: "]",
    Quote: "{",
    Backslash: "}",
    Backquote: "\\",
    KeyE: "€",
  },
);

const it = withAltGr(
  {
    ...letters(),
    ...digits("1234567890", '!"£$%&/()='),
    Minus: ["'", "?"],
    Equal: ["ì", "^"],
    BracketLeft: ["è", "é"],
    BracketRight: ["+", "*"],
    Semicolon: ["ò", "ç"],
    Quote: ["à", "°"],
    Backslash: ["ù", "§"],
    Backquote: ["\\", "|"],
    Comma: [",", ";"],
    Period: [".", ":"],
    Slash: ["-", "_"],
    IntlBackslash: ["<", ">"],
  },
  { BracketLeft: "[", BracketRight: "]", Semicolon: "@", Quote: "#", KeyE: "€" },
);

const tables: Record<Keyboard, Table> = { us, uk, de, fr, es, it };

/** What a scanner that is set to a keyboard meant by a key at a place; waits says that a space behind it is its own. */
export function typedOn(
  keyboard: Keyboard,
  code: string,
  level: "plain" | "shift" | "altGr",
): { text: string; waits: boolean } | undefined {
  const [plain, shift, altGr] = tables[keyboard][code] ?? everywhere[code] ?? [];
  const text = { plain, shift, altGr }[level];
  if (!text) return undefined;
  return { text: text.replace(dead, ""), waits: text.endsWith(dead) };
}
