import { Burst, idle } from "./burst";
import { scan } from "./bus";
import { fieldOf, write, type Field } from "./field";
import type { Setup } from "./setup";

/** What a text field held before keys came that may be a scanner's. */
interface Before {
  field: Field;
  value: string;
}

type Tap = (key: KeyboardEvent) => void;

const taps = new Set<Tap>();

/** Hears every key as it is pressed, before it is known whose it is. Returns what ends it. */
export function tapKeys(tap: Tap): () => void {
  taps.add(tap);
  return () => void taps.delete(tap);
}

/**
 * Listens to scanners that type, on the whole window and before anything else does. What a scanner types
 * reaches nothing but the scan bus: no field, no button, no shortcut. Returns what ends it.
 */
export function listenToKeys(setup: () => Setup): () => void {
  const burst = new Burst(setup());
  const swallowed = new Set<string>(); // keys that are down and whose up is kept from the page too
  let before: Before | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const swallow = (e: KeyboardEvent) => {
    e.preventDefault();
    e.stopImmediatePropagation();
    swallowed.add(e.code);
  };
  const done = (code: string | undefined) => {
    clearTimeout(timer);
    if (code === undefined) return;
    if (before) write(before.field, before.value);
    before = undefined;
    scan({ code, source: "keys" });
  };
  const down = (e: KeyboardEvent) => {
    if (e.isComposing) return;
    for (const tap of taps) tap(e);
    burst.setup = setup();
    const began = burst.length === 0;
    const heard = burst.key(e, e.timeStamp);
    if (heard.kind === "scan") {
      swallow(e);
      done(heard.code);
      return;
    }
    if (burst.length === 1) {
      const field = fieldOf(e.target);
      before = field && { field, value: field.value };
    }
    clearTimeout(timer);
    if (burst.length > 0) timer = setTimeout(() => done(burst.take()), idle);
    // The second fast key already presses no button: a person is not so fast.
    if (heard.kind === "scanner" || (!began && burst.length > 1 && !fieldOf(e.target))) swallow(e);
  };
  const up = (e: KeyboardEvent) => {
    if (swallowed.delete(e.code)) {
      e.preventDefault();
      e.stopImmediatePropagation();
    }
  };
  addEventListener("keydown", down, { capture: true });
  addEventListener("keyup", up, { capture: true });
  return () => {
    clearTimeout(timer);
    removeEventListener("keydown", down, { capture: true });
    removeEventListener("keyup", up, { capture: true });
  };
}
