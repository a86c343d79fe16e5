/** A key as a browser tells of it. */
export type Key = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">;

/** How the keys of a scanner become text: by their place on a US keyboard, or as this computer understands them. */
export type Layout = "us" | "system";

const shifted: Record<string, [plain: string, shift: string]> = {
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
  Space: [" ", " "],
  IntlBackslash: ["\\", "|"],
  NumpadDecimal: [".", "."],
  NumpadDivide: ["/", "/"],
  NumpadMultiply: ["*", "*"],
  NumpadSubtract: ["-", "-"],
  NumpadAdd: ["+", "+"],
};
const digits = ")!@#$%^&*(";

/** Control characters of GS1 and ISO 15434 codes, as scanners type them: Ctrl with the key at this place. */
const controls: Record<string, string> = {
  BracketRight: "\u001d",
  Digit6: "\u001e",
  KeyD: "\u0004",
  Backslash: "\u001c",
  Minus: "\u001f",
};

function onUSKeyboard({ code, shiftKey }: Key): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shiftKey ? digits[Number(digit)] : digit;
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  if (numpad) return numpad;
  return shifted[code]?.[shiftKey ? 1 : 0];
}

/** The character that a scanner meant by a key; undefined for a key that is no text. */
export function character(key: Key, layout: Layout): string | undefined {
  if (key.metaKey) return undefined;
  if (key.ctrlKey) return key.altKey ? undefined : controls[key.code];
  const text = key.key.length === 1 ? key.key : undefined;
  if (layout === "system" || key.code === "") return text;
  return onUSKeyboard(key) ?? text;
}
