import { useSyncExternalStore } from "react";
import type { Layout } from "./keys";

/** How the scanner of this terminal types, as it was found out. */
export interface Setup {
  layout: Layout;
  /** What ends a code: a key, or nothing but silence. */
  suffix: "Enter" | "Tab" | "none";
  /** Between two of its keys, at most, in milliseconds. */
  gap: number;
  /** What it types for characters that no keyboard has, by the key (keyName): "F8" for GS. */
  special: Readonly<Record<string, string>>;
  /** It types small letters for capitals, and the other way round. */
  swapped: boolean;
  /** Texts that it types before and behind each code. */
  before: string;
  behind: string;
}

/** A scanner as it comes out of its box: set to a US keyboard, with Enter at the end. */
export const usual: Setup = {
  layout: "us",
  suffix: "Enter",
  gap: 50,
  special: {},
  swapped: false,
  before: "",
  behind: "",
};

const key = "tracewright.scanner";

function load(): Setup {
  try {
    const kept = window.localStorage.getItem(key);
    return kept === null ? usual : { ...usual, ...(JSON.parse(kept) as Partial<Setup>) };
  } catch {
    return usual; // a browser that keeps nothing
  }
}

let current = load();
const listeners = new Set<() => void>();

/** How the scanner of this terminal types. */
export const scannerSetup = (): Setup => current;

/** Keeps how the scanner types, on this terminal; without it, it types as usual. */
export function keepSetup(setup: Setup | undefined): void {
  current = setup ?? usual;
  try {
    if (setup) window.localStorage.setItem(key, JSON.stringify(setup));
    else window.localStorage.removeItem(key);
  } catch {
    // It holds for this page then.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useSetup(): Setup {
  return useSyncExternalStore(subscribe, scannerSetup);
}
