import type { FeedEvent } from "./read";

/** What a tab hears of the feed. */
export type FeedMessage =
  | { kind: "event"; event: FeedEvent }
  /** since is when the state began, in milliseconds. */
  | { kind: "state"; live: boolean; since: number }
  /** Entries may have been missed: whatever is shown may be old. */
  | { kind: "gap" };

export interface Feed {
  state: () => FeedMessage;
  close: () => void;
}

const pauses = [500, 1000, 2000, 5000, 10_000];

/**
 * Follows the journal until closed. A stream that breaks off goes on after the last entry that was
 * read; where the server does not know that entry any more, with what comes, and a gap is told.
 */
export function follow(tell: (message: FeedMessage) => void): Feed {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -1;
  let failures = 0;
  let state: FeedMessage = { kind: "state", live: false, since: Date.now() };

  const become = (live: boolean) => {
    if (state.kind === "state" && state.live === live) return;
    state = { kind: "state", live, since: Date.now() };
    tell(state);
  };
  const open = () => {
    const resumed = last >= 0 && failures < 3;
    if (!resumed && last >= 0) {
      last = -1;
      tell({ kind: "gap" });
    }
    source = new EventSource(resumed ? `/api/v1/feed?from=${last + 1}` : "/api/v1/feed");
    source.onopen = () => {
      failures = 0;
      become(true);
    };
    source.addEventListener("entry", (e: MessageEvent<string>) => {
      const event = JSON.parse(e.data) as FeedEvent;
      last = event.seq;
      tell({ kind: "event", event });
    });
    source.onerror = () => {
      become(false);
      // The browser reconnects by itself, unless the server has refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pauses[Math.min(failures++, pauses.length - 1)]);
    };
  };
  open();
  return {
    state: () => state,
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}
