import { useEffect, useEffectEvent } from "react";
import { write } from "@/scan/field";

/** A key of the command sheet: a digit, POINT, DELETE or ENTER. */
type Listener = (key: string) => void;

const listeners: Listener[] = [];

/** Hears the keys of the command sheet while the component is there, whatever has the focus; the last hears them. */
export function useKeys(heard: Listener): void {
  const listener = useEffectEvent(heard);
  useEffect(() => {
    const mine: Listener = (key) => listener(key);
    listeners.push(mine);
    return () => void listeners.splice(listeners.indexOf(mine), 1);
  }, []);
}

/** Presses a key of the sheet: on the keypad that is open, else in the field that has the focus. */
export function press(key: string): void {
  const pad = listeners.at(-1);
  if (pad) {
    pad(key);
    return;
  }
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return;
  if (key === "ENTER") field.form?.requestSubmit();
  else if (key === "DELETE") write(field, field.value.slice(0, -1));
  else write(field, field.value + (key === "POINT" ? "." : key));
}
