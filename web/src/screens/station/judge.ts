import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { call, problemOf, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { useSettings } from "@/app/settings";
import { signal } from "./signal";
import { saidOf, saidOfProblem, type Said } from "./verdict";

/** Something that was done at the station: a code that was read, or a command that was given by touch. */
export type Act = { code: string; confirm?: string[] } | { verb: string; args: object; confirm?: string[] };

/** An act with its id: sent again under the same one, it is not done twice. */
interface Sent {
  id: string;
  act: Act;
}

/** Sends an act and waits for the verdict. */
async function send(station: string, { id, act }: Sent, session?: string): Promise<Schemas["Answer"]> {
  const shared = { id, ...(act.confirm ? { confirm: act.confirm } : {}), ...(session ? { session } : {}) };
  if ("code" in act) {
    return await call("post", "/api/v1/stations/{station}/scans", {
      path: { station },
      body: { ...shared, code: act.code },
    });
  }
  const command = { ...shared, station, verb: act.verb, args: act.args } as unknown as Schemas["Command"];
  return await call("post", "/api/v1/commands", { body: command });
}

/** What the station is at. */
export interface Judge {
  said: Said | undefined;
  /** What was last done, for a choice that repeats it. */
  last: Act | undefined;
  busy: boolean;
  /** A badge whose person has to enter the PIN. */
  pinFor: string | undefined;
  /** Set while the station has to know who of several people it was. */
  who: boolean;
  act: (act: Act) => void;
  /** Sends what is waiting in the session of who it was. */
  as: (session: string) => void;
  /** Clears a verdict that was seen. */
  seen: () => void;
  say: (said: Said | undefined) => void;
}

/** Has acts judged, one after the other, and keeps what was said until it is seen or mended. */
export function useJudge(station: string): Judge {
  const client = useQueryClient();
  const { sound } = useSettings();
  const [said, setSaid] = useState<Said>();
  const [last, setLast] = useState<Act>();
  const [open, setOpen] = useState(0);
  const [pinFor, setPinFor] = useState<string>();
  const [unsent, setUnsent] = useState<Sent>();
  const queue = useRef(Promise.resolve());

  const say = (now: Said | undefined) => {
    setSaid(now);
    if (now) signal(now.kind, sound);
  };
  const judge = async (sent: Sent, session?: string) => {
    try {
      const answer = await send(station, sent, session);
      const now = saidOf(answer);
      setPinFor(now.code === "T903" && "code" in sent.act ? sent.act.code : undefined);
      say(now);
    } catch (error) {
      if (problemOf(error).code === "H457") setUnsent(sent);
      say(saidOfProblem(error));
    }
    await client.invalidateQueries({ predicate: (q) => q.meta?.live !== undefined });
  };
  const enqueue = (sent: Sent, session?: string) => {
    setOpen((n) => n + 1);
    queue.current = queue.current.then(() => judge(sent, session)).finally(() => setOpen((n) => n - 1));
  };
  return {
    said,
    last,
    busy: open > 0,
    pinFor,
    who: unsent !== undefined,
    act: (act) => {
      setLast(act);
      setUnsent(undefined);
      enqueue({ id: newID(), act });
    },
    as: (session) => {
      if (unsent) enqueue(unsent, session);
      setUnsent(undefined);
    },
    seen: () => {
      setSaid(undefined);
      setPinFor(undefined);
      setUnsent(undefined);
    },
    say,
  };
}
