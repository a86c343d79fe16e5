import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow, type FeedMessage } from "./feed";

/** A stream that a test speaks through. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }
  entry(seq: number) {
    this.dispatchEvent(new MessageEvent("entry", { data: JSON.stringify({ seq }) }));
  }
  refuse() {
    this.readyState = FakeSource.CLOSED;
    this.onerror?.();
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
}

let told: FeedMessage[];

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened = [];
  told = [];
  vi.stubGlobal("EventSource", FakeSource);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const latest = (): FakeSource => {
  const source = FakeSource.opened.at(-1);
  if (!source) throw new Error("no stream was opened");
  return source;
};

test("a stream that broke off goes on after the last entry", () => {
  follow((m) => told.push(m));
  latest().onopen?.();
  latest().entry(41);
  latest().refuse();
  vi.advanceTimersByTime(1000);
  expect(latest().url).toBe("/api/v1/feed?from=42");
  expect(told.map((m) => m.kind)).toEqual(["state", "event", "state"]);
});

test("where the server does not know that entry any more, a gap is told", () => {
  follow((m) => told.push(m));
  latest().onopen?.();
  latest().entry(41);
  for (let i = 0; i < 4; i++) {
    latest().refuse();
    vi.advanceTimersByTime(20_000);
  }
  expect(latest().url).toBe("/api/v1/feed");
  expect(told.filter((m) => m.kind === "gap")).toHaveLength(1);
});

test("a feed that was closed opens nothing more", () => {
  const feed = follow((m) => told.push(m));
  latest().refuse();
  feed.close();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.opened).toHaveLength(1);
});
