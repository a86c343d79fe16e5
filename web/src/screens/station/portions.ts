import { commandOf } from "./commands";

/** What became of a lot: how much is good and how much is scrap, as the texts that were entered. */
export interface Counted {
  good: string;
  scrap: string;
}

/** What is wrong with a count, or what it says. */
export interface Told {
  wrong?: "number" | "nothing" | "more" | "reason";
  /** How much stays in work; "0" where all of it is done. */
  rest: string;
  args?: object;
}

const exact = 1e6; // quantities have at most six decimals here

const number = (text: string): number | undefined => {
  const plain = text.replace(",", ".").trim();
  if (plain === "") return 0;
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Math.round(Number(plain) * exact) : undefined;
};

const text = (n: number) => String(n / exact);

/** What is left of a total. */
export function rest(total: string, taken: string): string | undefined {
  const [all, some] = [number(total), number(taken)];
  return all === undefined || some === undefined || some > all ? undefined : text(all - some);
}

/** What a count of a lot says to the server: the arguments of complete, or what is wrong with it. */
export function told(object: string, total: string, counted: Counted, reason: string, reasoned: boolean): Told {
  const [all, good, scrap] = [number(total) ?? 0, number(counted.good), number(counted.scrap)];
  if (good === undefined || scrap === undefined) return { wrong: "number", rest: "0" };
  const left = all - good - scrap;
  if (left < 0) return { wrong: "more", rest: "0" };
  if (good + scrap === 0) return { wrong: "nothing", rest: text(left) };
  if (scrap > 0 && reasoned && !reason) return { wrong: "reason", rest: text(left) };
  const quantities = [
    ...(good > 0 ? [{ outcome: "good", quantity: text(good) }] : []),
    ...(scrap > 0 ? [{ outcome: "scrap", quantity: text(scrap), ...(reason ? { reason } : {}) }] : []),
  ];
  return { rest: text(left), args: { object, quantities, ...(left > 0 ? { partial: true } : {}) } };
}

/** A count as it is entered: by touch, keyboard or scanner, in any order. */
export interface Entry extends Counted {
  /** Where numbers go. */
  at: keyof Counted;
  /** Whether the next key begins the number anew. */
  fresh: boolean;
  /** Whether somebody has said how much is good; until then it is what is not scrap. */
  own: boolean;
  /** Code of the reason of the scrap; empty while none is chosen. */
  reason: string;
}

/** The count before anything is said: all is good. */
export const begun = (total: string): Entry => ({
  good: total,
  scrap: "",
  at: "scrap",
  fresh: true,
  own: false,
  reason: "",
});

/** Writes a number into a field. */
export function entered(entry: Entry, total: string, field: keyof Counted, value: string): Entry {
  if (field === "good") return { ...entry, good: value, own: true };
  return { ...entry, scrap: value, good: entry.own ? entry.good : (rest(total, value) ?? entry.good) };
}

/** Presses a key of the keypad; the empty one takes the last sign away. */
export function keyed(entry: Entry, total: string, key: string): Entry {
  const before = entry.fresh ? "" : entry[entry.at];
  return { ...entered(entry, total, entry.at, key === "" ? before.slice(0, -1) : before + key), fresh: false };
}

/** What a code that was read says of a count: where the number goes, the number, and why it is scrap. */
export interface CountCode {
  at?: keyof Counted;
  number?: string;
  reason?: string;
}

const quantity = /^\d{1,9}([.,]\d{1,6})?$/;

/** What a code says of a count: TW:QTY:12 a number, TW:GOOD and TW:SCRAP:reason of what; undefined for other codes. */
export function countOf(code: string): CountCode | undefined {
  const command = commandOf(code);
  if (command?.name === "QTY" && command.rest === "") return {};
  if (command?.name === "QTY" && quantity.test(command.rest)) return { number: command.rest };
  if (command?.name === "GOOD" && command.rest === "") return { at: "good" };
  if (command?.name === "SCRAP") return { at: "scrap", reason: command.rest };
  return undefined;
}

/** Takes in what a code said; a reason that the plant does not have is none. */
export function counted(entry: Entry, total: string, said: CountCode, reasons: readonly string[]): Entry {
  const at = said.at ?? entry.at;
  const known = reasons.find((r) => r.toUpperCase() === said.reason);
  const next = { ...entry, at, fresh: true, reason: known ?? entry.reason };
  return said.number === undefined ? next : { ...entered(next, total, at, said.number), fresh: true };
}
