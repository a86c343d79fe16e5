import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useMe } from "@/app/me";

/** A plant definition that is being written: it stays in the browser until it is published or thrown away. */
export interface Draft {
  /** The definition, as YAML. */
  text: string;
  /** The version that it was made from; 0 where there was none. */
  base: number;
}

const heard = new Set<() => void>();
// What cannot be kept by the browser (a full or forbidden storage) is kept while the page is open.
const kept = new Map<string, string>();

function read(key: string): string {
  try {
    return window.localStorage.getItem(key) ?? kept.get(key) ?? "";
  } catch {
    return kept.get(key) ?? "";
  }
}

/** Keeps a draft, or drops it; false where it lives only as long as the page. */
function write(key: string, draft: Draft | undefined): boolean {
  const text = draft ? JSON.stringify(draft) : "";
  let lasts = true;
  try {
    if (draft) window.localStorage.setItem(key, text);
    else window.localStorage.removeItem(key);
    kept.delete(key);
  } catch {
    lasts = false;
    kept.set(key, text);
  }
  for (const tell of heard) tell();
  return lasts;
}

function follow(tell: () => void): () => void {
  heard.add(tell);
  addEventListener("storage", tell); // another tab
  return () => {
    heard.delete(tell);
    removeEventListener("storage", tell);
  };
}

/** Reads a draft as it was kept; undefined for none, and for what is none. */
export function draftOf(text: string): Draft | undefined {
  if (text === "") return undefined;
  try {
    const found = JSON.parse(text) as Partial<Draft> | null;
    return typeof found?.text === "string" && typeof found.base === "number"
      ? { text: found.text, base: found.base }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The draft of whoever is signed in, the same in all tabs of the browser. */
export function useDraft(): [Draft | undefined, (draft: Draft | undefined) => boolean] {
  const { site, actor } = useMe();
  const key = `tracewright.draft.${site.code}.${actor}`;
  const text = useSyncExternalStore(follow, () => read(key));
  const draft = useMemo(() => draftOf(text), [text]);
  return [draft, useCallback((next: Draft | undefined) => write(key, next), [key])];
}
