import { useState } from "react";
import type { Definition } from "@/plant/definition";
import type { Made } from "./make";

/** A factory that was made of the answers. */
export interface Begun {
  /** Of the command that published it; those that follow have ids made of it, so that each is done once. */
  id: string;
  definition: Definition;
  /** Whether there is to be something to practise with. */
  practice: boolean;
  /** Who works at the first station; empty for nobody. */
  person: string;
  station: string;
  /** What was made besides, once it has been. */
  made?: Made;
}

const key = "tracewright.begun";

/** Keeps what was made in the session of the tab; undefined forgets it. */
export function keep(begun: Begun | undefined): void {
  if (begun) sessionStorage.setItem(key, JSON.stringify(begun));
  else sessionStorage.removeItem(key);
}

function kept(): Begun | undefined {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Begun);
}

/** What was made last; it outlasts that the page is loaded anew, and ends with the tab. */
export function useBegun(): [Begun | undefined, (begun: Begun | undefined) => void] {
  const [begun, setBegun] = useState(kept);
  return [
    begun,
    (next) => {
      keep(next);
      setBegun(next);
    },
  ];
}
