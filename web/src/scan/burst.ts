import { character, type Key, type Layout } from "./keys";

/** Between two keys of a scanner, at most, in milliseconds. People take longer. */
export const gap = 50;
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

/**
 * Tells a scanner that types from a person who does: by the speed of the keys, wherever the focus is.
 * The first keys of a burst look like a person's; from the fourth on they are known to be a scanner's.
 */
export class Burst {
  private text = "";
  private last = Number.NEGATIVE_INFINITY;

  constructor(public layout: Layout) {}

  /** How many characters have come so fast that they may be a scanner's. */
  get length(): number {
    return this.text.length;
  }

  /** Takes a key at a time in milliseconds. */
  key(key: Key, at: number): Heard {
    const fast = at - this.last <= gap;
    if (key.key === "Shift" || key.key === "Control" || key.key === "Alt" || key.key === "CapsLock") {
      return person; // part of another key
    }
    if (!fast) this.text = "";
    if (key.key === "Enter" || key.key === "Tab") {
      const code = this.take();
      return fast && code !== undefined ? { kind: "scan", code } : person;
    }
    const c = character(key, this.layout);
    if (c === undefined) {
      this.text = "";
      return person;
    }
    this.last = at;
    if (this.text.length < most) this.text += c;
    return this.text.length >= least ? scanner : person;
  }

  /** What has come, if it is a scan that had no end key. */
  take(): string | undefined {
    const code = this.text;
    this.text = "";
    this.last = Number.NEGATIVE_INFINITY;
    return code.length >= least ? code : undefined;
  }
}
