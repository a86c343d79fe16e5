import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { call, problemOf, upload, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { useConnection } from "@/api/live";
import { useMe } from "@/app/me";
import { useSettings } from "@/app/settings";
import { canKeep, keep, list, type Act, type Fit, type Photo } from "@/offline/acts";
import { flush, isGone } from "@/offline/flush";
import { signal } from "./signal";
import { kept, saidOf, saidOfProblem, type Own, type Said } from "./verdict";

/** An act with its id: sent again under the same one, it is not done twice. */
interface Sent {
  id: string;
  act: Act;
  /** The photos that it names and the server may not have. */
  photos: Photo[];
  at: number;
}

/** What is said of an act that was to be kept. */
const fitWords: Record<Fit, Own> = { kept: "QUEUED", full: "FULL", photos: "PHOTOS" };

/** The badge is known, and its person has to enter the PIN. */
const pinNeeded = "T903";

/** A badge where a person works in their own name: who shows it signs in in their place. */
const notTerminal = "H453";

/** How long a station that can keep an act waits for the verdict, in milliseconds. */
const soon = 5000;

/** Sends an act and waits for the verdict. */
async function send(
  station: string,
  { id, act, photos }: Sent,
  session: string | undefined,
  patience: number | undefined,
): Promise<Schemas["Answer"]> {
  for (const { blob } of photos) await upload(blob, patience);
  const shared = { id, ...(act.confirm ? { confirm: act.confirm } : {}), ...(session ? { session } : {}) };
  if ("code" in act) {
    const body = { ...shared, code: act.code };
    return await call("post", "/api/v1/stations/{station}/scans", { path: { station }, body }, { patience });
  }
  const command = { ...shared, station, verb: act.verb, args: act.args } as unknown as Schemas["Command"];
  return await call("post", "/api/v1/commands", { body: command }, { patience });
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
  act: (act: Act, photos?: Photo[]) => void;
  /** Sends what is waiting in the session of who it was. */
  as: (session: string) => void;
  /** Asks for a PIN no more. */
  unpin: () => void;
  /** Clears a verdict that was seen. */
  seen: () => void;
  say: (said: Said | undefined) => void;
}

/** Where the station stands without the server: whether it keeps what is done, and in whose session. */
export interface Offline {
  queues: boolean;
  session: string | undefined;
}

/** Has acts judged, one after the other, and keeps what was said until it is seen or mended. */
export function useJudge(station: string, offline: Offline): Judge {
  const client = useQueryClient();
  const { sound } = useSettings();
  const { actor } = useMe();
  const { live } = useConnection();
  const [said, setSaid] = useState<Said>();
  const [last, setLast] = useState<Act>();
  const [open, setOpen] = useState(0);
  const [pinFor, setPinFor] = useState<string>();
  const [unsent, setUnsent] = useState<Sent>();
  const queue = useRef(Promise.resolve());
  const now = useRef({ live, offline });
  useEffect(() => {
    now.current = { live, offline };
  }, [live, offline]);

  const say = (word: Said | undefined) => {
    setSaid(word);
    if (word) signal(word.kind, sound);
  };
  /** Keeps an act, to be reported later. What cannot be kept is said not to be. */
  const put = async ({ id, act, photos, at }: Sent) => {
    const session = now.current.offline.session;
    const row = {
      id,
      station,
      actor,
      act,
      at,
      ...(session ? { session } : {}),
      ...(photos.length > 0 ? { photos } : {}),
    };
    const ours = "code" in act && act.code.trim().toUpperCase().startsWith("TW:SIGN-OUT");
    say(kept(ours ? "NEEDED" : fitWords[await keep(row)]));
  };
  /** Whether what is done now comes behind what waits: then its place is there too. */
  const waits = async () => {
    const some = async () => (await list()).some((k) => !k.came && k.actor === actor);
    if (!(await some())) return false;
    if (now.current.live) await flush(actor);
    return await some();
  };
  const judge = async (sent: Sent, session?: string) => {
    const keeps = now.current.offline.queues && canKeep();
    try {
      if (keeps && (await waits())) {
        await put(sent);
        return;
      }
      const answer = await send(station, sent, session, keeps ? soon : undefined);
      const word = saidOf(answer);
      const badge = word.code === pinNeeded && "code" in sent.act ? sent.act.code : undefined;
      setPinFor(badge);
      // What a rule has stopped stays, so that the lead whose badge it is may let it pass.
      if (badge !== undefined) setSaid((before) => (before?.kind === "stop" && before.rule ? before : word));
      else say(word);
    } catch (error) {
      const problem = problemOf(error);
      if (keeps && isGone(problem)) {
        await put(sent);
        return;
      }
      if (problem.code === "H457") setUnsent(sent);
      if (problem.code === notTerminal && "code" in sent.act) setPinFor(sent.act.code);
      else say(saidOfProblem(error));
    }
    await client.invalidateQueries({ predicate: (q) => q.meta?.live !== undefined });
  };
  const enqueue = (sent: Sent, session?: string) => {
    setOpen((n) => n + 1);
    const judged = () => judge(sent, session).catch((error: unknown) => say(saidOfProblem(error)));
    queue.current = queue.current.then(judged).finally(() => setOpen((n) => n - 1));
  };
  return {
    said,
    last,
    busy: open > 0,
    pinFor,
    who: unsent !== undefined,
    act: (act, photos = []) => {
      setLast(act);
      setUnsent(undefined);
      enqueue({ id: newID(), act, photos, at: Date.now() });
    },
    as: (session) => {
      if (unsent) enqueue(unsent, session);
      setUnsent(undefined);
    },
    unpin: () => {
      setPinFor(undefined);
      setSaid((before) => (before?.code === pinNeeded ? undefined : before));
    },
    seen: () => {
      setSaid(undefined);
      setPinFor(undefined);
      setUnsent(undefined);
    },
    say,
  };
}
