import type { Schemas } from "@/api/call";
import type { Value } from "./data";

/** The values of one characteristic, of the object and of those around it. */
export interface Spread {
  key: string;
  characteristic: string;
  operation: string;
  unit: string;
  /** Of the object itself, the first first. */
  own: Value[];
  /** Of others of the part, in the order of the journal. */
  others: Value[];
}

/** Sorts values by what was measured. */
export function spreads(values: readonly Value[], neighbours: readonly Schemas["Neighbours"][]): Spread[] {
  const all = new Map<string, Spread>();
  for (const v of [...values].reverse()) {
    const key = `${v.operation ?? ""}/${v.characteristic}`;
    let one = all.get(key);
    if (!one) {
      one = {
        key,
        characteristic: v.characteristic,
        operation: v.operation ?? "",
        unit: v.unit ?? "",
        own: [],
        others: [],
      };
      all.set(key, one);
    }
    one.own.push(v);
  }
  for (const n of neighbours) {
    const one = all.get(`${n.operation ?? ""}/${n.characteristic}`);
    if (one) one.others = [...n.measurements];
  }
  return [...all.values()];
}

/** A value in a drawing: x from 0 to 1 in the order of the journal, y from 0 at the bottom to 1. */
export interface Dot {
  x: number;
  y: number;
  own: boolean;
  bad: boolean;
  value: Value;
}

/** What is drawn of a spread. */
export interface Plot {
  dots: Dot[];
  lower?: { y: number; text: string };
  upper?: { y: number; text: string };
}

/** Lays out the values between their limits, with room above and below; undefined where there is no number. */
export function plotOf(spread: Spread): Plot | undefined {
  const values = [...spread.own, ...spread.others]
    .filter((v) => v.value !== undefined)
    .sort((a, b) => a.entry - b.entry || a.line - b.line);
  const last = spread.own.filter((v) => v.value !== undefined).at(-1);
  if (values.length === 0 || !last) return undefined;
  const marks = [last.lower, last.upper].flatMap((text) => (text === undefined ? [] : [Number(text)]));
  const numbers = [...values.map((v) => Number(v.value)), ...marks];
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  const y = (n: number) => (n - low + room) / (high - low + 2 * room);
  const ownID = last.object.id;
  const plot: Plot = {
    dots: values.map((value, i) => ({
      x: values.length === 1 ? 0.5 : i / (values.length - 1),
      y: y(Number(value.value)),
      own: value.object.id === ownID,
      bad: value.outcome === "fail",
      value,
    })),
  };
  if (last.lower !== undefined) plot.lower = { y: y(Number(last.lower)), text: last.lower };
  if (last.upper !== undefined) plot.upper = { y: y(Number(last.upper)), text: last.upper };
  return plot;
}
