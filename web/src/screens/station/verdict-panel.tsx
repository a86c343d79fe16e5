import { Button, Group, Text } from "@mantine/core";
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCircleCheckFilled, IconScan } from "@tabler/icons-react";
import type { Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import type { Act, Judge } from "./judge";
import { messages } from "./messages";
import type { Kind } from "./verdict";
import classes from "./station.module.css";

const shapes: Record<Kind, typeof IconScan> = {
  ok: IconCircleCheckFilled,
  stop: IconAlertOctagonFilled,
  check: IconAlertTriangleFilled,
};

interface Props {
  judge: Judge;
  /** Whether something is in work here. */
  working: boolean;
  /** Opens what lets a lead override the rule; undefined where nobody may. */
  override: (() => void) | undefined;
}

/** The verdict, by word, shape, colour and border; sound and vibration come with it. */
export function VerdictPanel({ judge, working, override }: Props) {
  const t = useMessages(messages);
  const { said, busy } = judge;
  const kind = said?.kind;
  const Shape = kind ? shapes[kind] : IconScan;
  const ours = said?.text === "";
  // What is refused goes on by another act, for which a station does not know enough.
  const choices = said?.choices.filter((c) => kind !== "stop" || !c.verb) ?? [];
  return (
    <section className={classes.verdict} data-kind={kind ?? "ready"} aria-busy={busy}>
      <div role="status" aria-live="assertive" className={classes.said}>
        <h1 className={classes.word}>
          <Shape className={classes.shape} aria-hidden /> {kind ? t[kind] : t.ready}
        </h1>
        <p className={`${classes.text ?? ""} world`}>
          {said ? (ours ? t.notRecorded : said.text) : working ? t.workNext : t.readyNext}
        </p>
        {said?.also.map((line) => (
          <p key={line} className="world">
            {line}
          </p>
        ))}
        <p className={`${classes.next ?? ""} world`}>{busy ? t.busy : ours ? t.notRecordedNext : said?.next}</p>
      </div>
      {said ? (
        <Group gap="sm" mt="auto" align="end">
          {choices.map((choice) => (
            <Button
              key={choice.label}
              {...big}
              variant="white"
              color="dark"
              onClick={() => judge.act(chosen(choice, judge.last))}
            >
              {choice.label === "" ? t.yes : choice.label}
            </Button>
          ))}
          {override ? (
            <Button {...big} variant="white" color="dark" onClick={override}>
              {t.letPass}
            </Button>
          ) : null}
          {kind === "ok" ? null : (
            <Button {...big} variant="white" color="dark" onClick={judge.seen}>
              {t.seen}
            </Button>
          )}
          <Text ml="auto" size="sm" inherit>
            {said.code}
          </Text>
        </Group>
      ) : null}
    </section>
  );
}

/** The size of what is pressed with gloves on. */
export const big = { size: "lg", className: classes.big ?? "" } as const;

/** The act of a choice: the last one with what was in doubt put right, or another. */
function chosen(choice: Schemas["Choice"], last: Act | undefined): Act {
  if (choice.verb) return { verb: choice.verb, args: choice.args ?? {} };
  if (choice.ref) return { code: choice.ref };
  const act = last ?? { code: "" };
  return choice.confirm ? { ...act, confirm: [...(act.confirm ?? []), choice.confirm] } : act;
}
