import { Button, TextInput } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { call, type Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { Dialog } from "@/ui/dialog";
import { ProblemPanel } from "@/ui/problem";
import { BadgeFields, type Shown } from "./badge";
import { commandOf } from "./commands";
import type { Judge } from "./judge";
import { Keypad, keyInto } from "./keypad";
import { messages } from "./messages";
import { overrideReasons, overrideWords } from "./override-words";
import classes from "./pad.module.css";
import type { Definition } from "./recipe";
import { saidOf, type Said } from "./verdict";
import { big } from "./verdict-panel";

interface Props {
  station: string;
  /** What is stopped, and by which rule. */
  stop: Said;
  /** The badge that was shown, and the code that was scanned, to open this. */
  badge: string | undefined;
  code: string | undefined;
  reasons: Definition["reasons"];
  judge: Judge;
  /** Signs in whoever has shown the badge, in place of this. */
  signIn: () => void;
  close: () => void;
}

/**
 * Lets one object pass a rule, once, by a lead who shows badge and PIN and says why: by scanner, touch or keyboard,
 * in any order. The operator stays signed in.
 */
export function Override({ station, stop, badge, code: opening, reasons: own, judge, signIn, close }: Props) {
  const t = useMessages(messages);
  const words = useMessages(overrideWords);
  const reasons = overrideReasons(own, words);
  const named = (code: string) => {
    const command = commandOf(code);
    return command?.name === "REASON" ? reasons.find((r) => r.code.toUpperCase() === command.rest)?.text : undefined;
  };
  const [shown, setShown] = useState<Shown>({ badge: badge ?? "", pin: "" });
  const [reason, setReason] = useState(() => named(opening ?? "") ?? "");
  const [problem, setProblem] = useState<unknown>();
  const [refusal, setRefusal] = useState<Schemas["Verdict"]>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Shown>) => setShown((s) => ({ ...s, ...change }));
  useScan(({ code }) => {
    const command = commandOf(code);
    if (!command) set({ badge: code });
    else if (command.name === "REASON") setReason((before) => named(code) ?? before);
    else if (command.name !== "OVERRIDE") {
      close(); // nothing lies over a verdict
      judge.act({ code });
    }
  });
  const pass = async () => {
    const what = { object: stop.subject ?? "", rule: stop.rule ?? "", reason: reason.trim() };
    const answer = await overrideAs(station, shown, what);
    if (answer.verdict.answer !== "permit") {
      setRefusal(answer.verdict);
      return;
    }
    close();
    judge.say({ ...saidOf(answer), kind: "check" });
  };
  const send = (e: SyntheticEvent) => {
    e.preventDefault();
    setTried(true);
    if (shown.badge === "" || shown.pin === "" || reason.trim() === "") return;
    setBusy(true);
    setProblem(undefined);
    setRefusal(undefined);
    pass()
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  const listed = reasons.some((r) => r.text === reason);
  return (
    <Dialog close={close} title={t.letPassTitle} size={960}>
      <form onSubmit={send} className={classes.form}>
        <div className={classes.left}>
          <div role="group" aria-label={words.why} className={classes.reasons}>
            {reasons.map((r) => (
              <Button
                key={r.code}
                {...big}
                type="button"
                variant={r.text === reason ? "filled" : "default"}
                aria-pressed={r.text === reason}
                onClick={() => setReason(r.text)}
              >
                {r.text}
              </Button>
            ))}
          </div>
          <TextInput
            label={words.other}
            size="lg"
            maxLength={256}
            value={listed ? "" : reason}
            error={tried && reason.trim() === "" ? words.missing : undefined}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <div className={classes.pair}>
            <BadgeFields shown={shown} set={set} tried={tried} />
          </div>
        </div>
        <div className={classes.right}>
          <Keypad press={(key) => setShown((s) => ({ ...s, pin: keyInto(s.pin, key) }))} />
          <div className={classes.pair}>
            {badge === undefined ? null : (
              <Button {...big} type="button" variant="default" onClick={signIn}>
                {words.signIn}
              </Button>
            )}
            <Button {...big} type="submit" loading={busy}>
              {t.letPass}
            </Button>
          </div>
        </div>
        {refusal ? (
          <p role="alert" className={`${classes.wide ?? ""} world`}>
            {refusal.text} {refusal.next} ({refusal.code})
          </p>
        ) : null}
        {problem === undefined ? null : (
          <div className={classes.wide}>
            <ProblemPanel error={problem} />
          </div>
        )}
      </form>
    </Dialog>
  );
}

/** Whether a code asks to let pass what is stopped: TW:OVERRIDE, or TW:REASON:reason. */
export function isOverride(code: string): boolean {
  return ["OVERRIDE", "REASON"].includes(commandOf(code)?.name ?? "");
}

/** Has a lead override a rule, whose sign-in lasts no longer than that. */
async function overrideAs(
  station: string,
  shown: Shown,
  args: { object: string; rule: string; reason: string },
): Promise<Schemas["Answer"]> {
  const lead = await call("post", "/api/v1/stations/{station}/sign-in", { path: { station }, body: shown });
  try {
    return await call("post", "/api/v1/commands", { body: { verb: "override", station, args } }, { token: lead.token });
  } finally {
    const session = { path: { session: lead.session.id } };
    await call("delete", "/api/v1/sessions/{session}", session, { token: lead.token });
  }
}
