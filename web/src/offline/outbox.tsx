import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "@/api/live";
import { useMe } from "@/app/me";
import { canKeep, list, onChange, type Kept } from "./acts";
import { flush } from "./flush";

const key = ["acts kept"];

/** How long to wait before the server is tried again, in milliseconds. */
const pause = 2000;

/** What this browser keeps: what waits to be sent, and what somebody has to look at. */
export function useKept(): { waiting: Kept[]; came: Kept[] } {
  const { data } = useQuery({ queryKey: key, queryFn: list, enabled: canKeep(), staleTime: Infinity });
  const all = data ?? [];
  return { waiting: all.filter((k) => !k.came), came: all.filter((k) => k.came && k.came.how !== "badge") };
}

/** Sends what is kept as soon as the server can be reached, from whatever page is open. Draws nothing. */
export function Outbox(): null {
  const { actor } = useMe();
  const { live } = useConnection();
  const client = useQueryClient();
  const { waiting } = useKept();
  const some = waiting.some((k) => k.actor === actor);
  useEffect(() => onChange(() => void client.invalidateQueries({ queryKey: key })), [client]);
  useEffect(() => {
    if (!some) return;
    let busy = false;
    const send = () => {
      if (busy) return;
      busy = true;
      void flush(actor).finally(() => (busy = false));
    };
    send();
    const timer = setInterval(send, pause);
    return () => clearInterval(timer);
  }, [some, live, actor]);
  return null;
}
