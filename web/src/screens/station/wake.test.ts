// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWakeLock } from "./wake";

/** The lock of a browser, and how many of it are held. */
function browserThatKeeps(held: { now: number; taken: number }) {
  return {
    request: vi.fn(() => {
      held.now++;
      held.taken++;
      const release = () => {
        held.now--;
        return Promise.resolve();
      };
      return Promise.resolve({ release });
    }),
  };
}

const seen = (state: DocumentVisibilityState) => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => seen("visible"));
afterEach(() => vi.unstubAllGlobals());

test("the screen stays on while a station is seen, and is let go of with it", async () => {
  const held = { now: 0, taken: 0 };
  vi.stubGlobal("navigator", { wakeLock: browserThatKeeps(held) });
  const { unmount } = renderHook(() => useWakeLock());
  await vi.waitFor(() => expect(held.taken).toBe(1));
  held.now--; // the browser lets go of it with the page
  seen("hidden");
  seen("visible");
  await vi.waitFor(() => expect(held.taken).toBe(2));
  unmount();
  await vi.waitFor(() => expect(held.now).toBe(0));
});

test("a browser that keeps no screen on is left alone", () => {
  vi.stubGlobal("navigator", {});
  expect(() => renderHook(() => useWakeLock()).unmount()).not.toThrow();
});
