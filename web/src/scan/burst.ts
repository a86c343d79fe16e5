import { isModifier, keyName, meantBy, type Key } from "./keys";
import type { Setup } from "./setup";

/**
 * A burst without an end key is over after so long, in milliseconds: longer than a busy page takes to hear the
 * next key. Scanners that send an end key, as they should, do not wait for it.
 */
export const idle = 300;
/** Characters that a burst has at least. */
const least = 4;
/** Characters that are kept of one burst; a code has fewer. */
const most = 8192;

/** What a key is: a person's, to be left alone; a scanner's, to be kept from the page; or the end of a scan. */
export type Heard = { kind: "person" } | { kind: "scanner" } | { kind: "scan"; code: string };

const person: Heard = { kind: "person" };
const scanner: Heard = { kind: "scanner" };

/** Small letters for capitals, and the other way round. */
export const swapCase = (text: string): string =>
  text.replace(/\p{L}/gu, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));

/** What a scanner meant by a text that it typed. */
function unpacked(text: string, { swapped, before, behind }: Setup): string {
  let code = swapped ? swapCase(text) : text;
  if (before !== "" && code.startsWith(before)) code = code.slice(before.length);
  if (behind !== "" && code.endsWith(behind)) code = code.slice(0, -behind.length);
  return code;
}

/**
 * Tells a scanner that types from a person who does: by the speed of the keys, wherever the focus is.
 * The first keys of a burst look like a person's; from the fourth on they are known to be a scanner's.
 */
export class Burst {
  private text = "";
  private last = Number.NEGATIVE_INFINITY;
  /** The last key waits for a space, which is its own. */
  private waits = false;

  constructor(public setup: Setup) {}

  /** How many characters have come so fast that they may be a scanner's. */
  get length(): number {
    return this.text.length;
  }

  /** Takes a key at a time in milliseconds. */
  key(key: Key, at: number): Heard {
    const { setup } = this;
    const fast = at - this.last <= setup.gap;
    if (isModifier(key)) return person; // part of another key
    if (!fast) this.text = "";
    if (key.key === "Enter" || key.key === "Tab") {
      const code = this.take();
      return fast && code !== undefined ? { kind: "scan", code } : person;
    }
    const special = setup.special[keyName(key)];
    const meant = special === undefined ? meantBy(key, setup.layout) : { text: special, waits: false };
    if (meant === undefined) {
      this.text = "";
      return person;
    }
    const own = this.waits && meant.text === " " && this.text !== "";
    this.waits = meant.waits;
    this.last = at;
    if (!own && this.text.length < most) this.text += meant.text;
    return this.text.length >= least ? scanner : person;
  }

  /** What has come, if it is a scan that had no end key. */
  take(): string | undefined {
    const { text } = this;
    this.text = "";
    this.last = Number.NEGATIVE_INFINITY;
    return text.length >= least ? unpacked(text, this.setup) : undefined;
  }
}
