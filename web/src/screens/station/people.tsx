import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { Dialog } from "@/ui/dialog";
import { ProblemPanel } from "@/ui/problem";
import { BadgeFields, type Shown } from "./badge";
import type { Judge } from "./judge";
import { Keypad, keyInto } from "./keypad";
import { messages } from "./messages";
import { big } from "./verdict-panel";

/** Entries of the journal after which other people may be at work. */
export const people = (e: { kind: string }) => e.kind === "access";

/** Who is signed in at the station. */
export function useSessions(station: string) {
  return useQuery(read("/api/v1/stations/{station}/sessions", { path: { station } }, people));
}

interface BadgeProps {
  badge: string | undefined;
  title: string;
  /** What to know before. */
  note?: string | undefined;
  close: () => void;
  /** Says what is to be done with badge and PIN; a problem is shown. */
  submit: (shown: Shown) => Promise<void>;
}

/** Asks for badge and PIN: by scanner, touch or keyboard. */
export function BadgeDialog({ badge, title, note, close, submit }: BadgeProps) {
  const [shown, setShown] = useState<Shown>({ badge: badge ?? "", pin: "" });
  const [problem, setProblem] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Shown>) => setShown((s) => ({ ...s, ...change }));
  useScan(({ code }) => set({ badge: code }));
  const send = (e: SyntheticEvent) => {
    e.preventDefault();
    setTried(true);
    if (shown.badge === "" || shown.pin === "") return;
    setBusy(true);
    submit(shown)
      .then(close, setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog close={close} title={title} size="lg">
      <form onSubmit={send}>
        <Group align="start" justify="center">
          <Stack flex="1 1 240px">
            {note === undefined ? null : <Text className="world">{note}</Text>}
            <BadgeFields shown={shown} set={set} tried={tried} />
            {problem === undefined ? null : <ProblemPanel error={problem} />}
            <Button {...big} type="submit" loading={busy}>
              {title}
            </Button>
          </Stack>
          <Keypad press={(key) => setShown((s) => ({ ...s, pin: keyInto(s.pin, key) }))} />
        </Group>
      </form>
    </Dialog>
  );
}

/** Asks who of several people it was; what was sent waits for that. */
export function WhoIsIt({ sessions, judge }: { sessions: readonly Schemas["Session"][]; judge: Judge }) {
  const t = useMessages(messages);
  return (
    <Dialog close={judge.seen} title={t.whoIsIt} size="lg">
      <Group>
        {sessions.map((s, i) => (
          <Button key={s.id} {...big} variant="default" onClick={() => judge.as(s.id)}>
            {i + 1} · {s.name ?? s.person}
          </Button>
        ))}
      </Group>
    </Dialog>
  );
}
