import { useEffect } from "react";

/** Keeps the screen of the device on for as long as the page is seen, where the browser can do so. */
export function useWakeLock(): void {
  useEffect(() => {
    const wanted = new AbortController();
    let lock: WakeLockSentinel | undefined;
    const take = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        const taken = await navigator.wakeLock.request("screen");
        if (wanted.signal.aborted) void taken.release();
        else lock = taken;
      } catch {
        // A device that saves its battery keeps no screen on.
      }
    };
    // The browser lets go of it with a page that is not seen.
    document.addEventListener("visibilitychange", () => void take(), { signal: wanted.signal });
    void take();
    return () => {
      wanted.abort();
      void lock?.release();
    };
  }, []);
}
