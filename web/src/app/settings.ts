import { useSyncExternalStore } from "react";

export const languages = ["en", "de", "es"] as const;
export type Language = (typeof languages)[number];
export type Scheme = "light" | "dark" | "auto";
export type Density = "compact" | "normal" | "touch";

/** How a person wants to see the screens, on this device. */
export interface Settings {
  language: Language;
  scheme: Scheme;
  density: Density;
  sound: boolean;
}

const key = "tracewright.settings";

function firstLanguage(): Language {
  for (const wanted of navigator.languages) {
    const found = languages.find((l) => wanted.toLowerCase().startsWith(l));
    if (found) return found;
  }
  return "en";
}

function load(): Settings {
  const settings: Settings = { language: firstLanguage(), scheme: "auto", density: "normal", sound: true };
  try {
    return { ...settings, ...(JSON.parse(window.localStorage.getItem(key) ?? "{}") as Partial<Settings>) };
  } catch {
    return settings; // a browser that keeps nothing
  }
}

let current = load();
speak();

/** Says in which language the page is, for whoever reads it aloud, and for the server. */
function speak(): void {
  document.documentElement.lang = current.language;
}

const listeners = new Set<() => void>();

/** Changes some settings, for all screens at once. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  speak();
  try {
    window.localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // They hold for this page then.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => current);
}
