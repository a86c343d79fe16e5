import { Button, Group, PasswordInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { call } from "@/api/call";
import { read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { Dialog } from "@/ui/dialog";
import { ProblemPanel } from "@/ui/problem";
import { Keypad } from "./keypad";
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
  close: () => void;
  /** Says what is to be done with badge and PIN; a problem is shown. */
  submit: (shown: { badge: string; pin: string; reason: string }) => Promise<void>;
  /** Asks for a reason too. */
  reasoned?: boolean;
}

/** Asks for badge and PIN: by scanner, touch or keyboard. */
export function BadgeDialog({ badge, title, close, submit, reasoned = false }: BadgeProps) {
  const t = useMessages(messages);
  const [shown, setShown] = useState({ badge: badge ?? "", pin: "", reason: "" });
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  useScan(({ code }) => setShown((s) => ({ ...s, badge: code })));
  const set = (change: Partial<typeof shown>) => setShown((s) => ({ ...s, ...change }));
  const send = (e: SyntheticEvent) => {
    e.preventDefault();
    setBusy(true);
    submit(shown)
      .then(close, setProblem)
      .finally(() => setBusy(false));
  };
  const ready = shown.badge !== "" && shown.pin !== "" && (!reasoned || shown.reason.trim() !== "");
  return (
    <Dialog close={close} title={title} size="lg">
      <form onSubmit={send}>
        <Group align="start" justify="center">
          <Stack flex="1 1 240px">
            {reasoned ? (
              <Textarea
                label={t.reason}
                size="md"
                value={shown.reason}
                onChange={(e) => set({ reason: e.currentTarget.value })}
              />
            ) : null}
            <TextInput
              label={t.badge}
              description={t.badgeHint}
              size="md"
              value={shown.badge}
              onChange={(e) => set({ badge: e.currentTarget.value })}
            />
            <PasswordInput
              label={t.pin}
              size="md"
              data-autofocus
              autoComplete="off"
              value={shown.pin}
              onChange={(e) => set({ pin: e.currentTarget.value })}
            />
            {problem === undefined ? null : <ProblemPanel error={problem} />}
            <Button {...big} type="submit" loading={busy} disabled={!ready}>
              {title}
            </Button>
          </Stack>
          <Keypad press={(key) => set({ pin: key === "" ? shown.pin.slice(0, -1) : shown.pin + key })} />
        </Group>
      </form>
    </Dialog>
  );
}

/** Lets one object pass one rule, once, by a lead who shows badge and PIN; the operator stays signed in. */
export async function overrideAs(
  station: string,
  shown: { badge: string; pin: string; reason: string },
  what: { object: string; rule: string },
): Promise<void> {
  const lead = await call("post", "/api/v1/stations/{station}/sign-in", {
    path: { station },
    body: { badge: shown.badge, pin: shown.pin },
  });
  try {
    const answer = await call(
      "post",
      "/api/v1/commands",
      { body: { verb: "override", station, args: { ...what, reason: shown.reason } } },
      { token: lead.token },
    );
    if (answer.verdict.answer !== "permit") throw new Error(`${answer.verdict.text} ${answer.verdict.next ?? ""}`);
  } finally {
    const session = { path: { session: lead.session.id } };
    await call("delete", "/api/v1/sessions/{session}", session, { token: lead.token });
  }
}
