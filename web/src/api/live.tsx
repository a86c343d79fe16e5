import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, type ReactNode } from "react";
import { follow, type FeedMessage } from "./feed";
import type { FeedEvent } from "./read";

/** How the server can be heard, and since when, in milliseconds. */
export interface Connection {
  live: boolean;
  since: number;
}

const ConnectionContext = createContext<Connection>({ live: false, since: 0 });

/** Whether what is shown is live. */
export function useConnection(): Connection {
  return use(ConnectionContext);
}

const listeners = new Set<(event: FeedEvent) => void>();

/** Calls a function with each entry of the journal as it comes. The function has to be stable. */
export function useFeed(heard: (event: FeedEvent) => void): void {
  useEffect(() => {
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }, [heard]);
}

/** How often answers that have grown old are asked for again, at most. */
const pace = 1000;

/** Asks again for what the entries have made old, all that is on the screen at once. */
function refresher(client: QueryClient) {
  let waiting: FeedEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer = undefined;
    const events = waiting;
    waiting = [];
    void client.invalidateQueries({
      predicate: (query) => {
        const live = query.meta?.live;
        return live !== undefined && events.some(live);
      },
    });
  };
  return (event: FeedEvent) => {
    waiting.push(event);
    timer ??= setTimeout(refresh, pace);
  };
}

/** Listens to the feed of the browser: through one stream for all of its tabs, where it has shared workers. */
function listen(actor: string, tell: (message: FeedMessage) => void): () => void {
  if (typeof SharedWorker === "undefined") return follow(tell).close;
  // Named for who reads: who signs in as somebody else gets another stream.
  const worker = new SharedWorker(new URL("./feed.worker.ts", import.meta.url), {
    type: "module",
    name: `feed ${actor}`,
  });
  worker.port.onmessage = (e: MessageEvent<FeedMessage>) => tell(e.data);
  const leave = () => worker.port.postMessage("bye");
  addEventListener("pagehide", leave);
  return () => {
    removeEventListener("pagehide", leave);
    leave();
  };
}

/** Keeps what is inside live for as long as somebody is signed in. */
export function Live({ actor, children }: { actor: string; children: ReactNode }) {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ live: false, since: 0 });
  useEffect(() => {
    const refresh = refresher(client);
    let lost = false;
    return listen(actor, (message) => {
      switch (message.kind) {
        case "event":
          refresh(message.event);
          for (const heard of listeners) heard(message.event);
          return;
        case "gap":
          void client.invalidateQueries();
          return;
        case "state":
          setConnection({ live: message.live, since: message.since });
          if (message.live && lost) void client.invalidateQueries();
          lost = !message.live && message.since > 0;
      }
    });
  }, [actor, client]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
