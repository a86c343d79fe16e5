import { typedOn, type Keyboard } from "./layouts";

/** A key as a browser tells of it. */
export type Key = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey"> & {
  getModifierState?: (name: string) => boolean;
};

/** How the keys of a scanner become text: by their places on the keyboard that it is set to, or as this computer understands them. */
export type Layout = Keyboard | "system";

/** Control characters of GS1 and ISO 15434 codes, as scanners type them: Ctrl with the key at this place. */
const controls: Record<string, string> = {
  BracketRight: "\u001d",
  Digit6: "\u001e",
  KeyD: "\u0004",
  Backslash: "\u001c",
  Minus: "\u001f",
};

/** Keys that are part of others. */
const modifiers = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);

export const isModifier = (key: Key): boolean => modifiers.has(key.key);

/** AltGr, which Windows tells of as Ctrl and Alt. */
const isAltGr = (key: Key) => key.getModifierState?.("AltGraph") === true || (key.ctrlKey && key.altKey);

/** The name of a key with what is held beside it: Ctrl+BracketRight, F8. */
export function keyName(key: Key): string {
  const held = [key.ctrlKey && "Ctrl", key.altKey && "Alt", key.shiftKey && "Shift"].filter(Boolean);
  return [...held, key.code || key.key].join("+");
}

/** What a scanner meant by a key: its text, and whether a space behind it belongs to it. Undefined for what is no text. */
export function meantBy(key: Key, layout: Layout): { text: string; waits: boolean } | undefined {
  if (key.metaKey) return undefined;
  const altGr = isAltGr(key);
  if (key.ctrlKey && !altGr) {
    const text = controls[key.code];
    return text === undefined ? undefined : { text, waits: false };
  }
  const seen = key.key.length === 1 ? { text: key.key, waits: false } : undefined;
  if (layout === "system" || key.code === "") return seen;
  return typedOn(layout, key.code, altGr ? "altGr" : key.shiftKey ? "shift" : "plain") ?? seen;
}
