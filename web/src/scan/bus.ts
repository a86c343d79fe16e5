import { useEffect, useEffectEvent } from "react";

/** Where a code came from. */
export type Source = "keys" | "camera" | "screen";

/** A code as it was read. */
export interface Scanned {
  code: string;
  source: Source;
}

type Listener = (scanned: Scanned) => void;

const listeners: Listener[] = [];

/** What hears a code before all others, and says whether it was meant. */
type First = (scanned: Scanned) => boolean;

const first: First[] = [];

/** Gives a code to whoever listens last: a dialog before its screen, a screen before the page. */
export function scan(scanned: Scanned): void {
  if (!first.some((takes) => takes(scanned))) listeners.at(-1)?.(scanned);
}

/**
 * Hears each code that is scanned while the component is there, whatever has the focus. With otherwise, it
 * hears only what no screen listens for.
 */
export function useScan(heard: Listener, otherwise = false): void {
  const listener = useEffectEvent(heard);
  useEffect(() => {
    const mine: Listener = (scanned) => listener(scanned);
    if (otherwise) listeners.unshift(mine);
    else listeners.push(mine);
    return () => void listeners.splice(listeners.indexOf(mine), 1);
  }, [otherwise]);
}

/** Hears each code before all others do, dialogs too; what it takes, they do not hear. */
export function useScanFirst(takes: First): void {
  const listener = useEffectEvent(takes);
  useEffect(() => {
    const mine: First = (scanned) => listener(scanned);
    first.push(mine);
    return () => void first.splice(first.indexOf(mine), 1);
  }, []);
}
