import { Button, Group, Text } from "@mantine/core";
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCircleCheckFilled, IconScan } from "@tabler/icons-react";
import type { Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import type { Act } from "@/offline/acts";
import { useKept } from "@/offline/outbox";
import { Told } from "@/ui/told";
import { away as words } from "./away";
import type { Judge } from "./judge";
import { messages } from "./messages";
import type { Kind, Own, Said } from "./verdict";
import classes from "./station.module.css";

const shapes: Record<Kind, typeof IconScan> = {
  ok: IconCircleCheckFilled,
  stop: IconAlertOctagonFilled,
  check: IconAlertTriangleFilled,
};

interface Props {
  judge: Judge;
  /** What is expected while nothing has been said. */
  ready: Ready;
  /** Opens what lets a lead override the rule; undefined where nobody may. */
  override: (() => void) | undefined;
}

/** What is expected: a first scan, what goes into what is in work, or nothing, since the server is gone. */
export type Ready = "ready" | "work" | "blocked" | "queues";

/** The verdict, by word, shape, colour and border; sound and vibration come with it. */
export function VerdictPanel({ judge, ready, override }: Props) {
  const t = useMessages(messages);
  const ta = useMessages(words);
  const { busy } = judge;
  const { waiting } = useKept();
  // Once it is sent, it is queued no more; the list beside says what became of it.
  const said = judge.said?.code === "QUEUED" && waiting.length === 0 ? undefined : judge.said;
  const away = !said && (ready === "blocked" || ready === "queues");
  const kind = said?.kind ?? (ready === "blocked" ? "stop" : ready === "queues" ? "check" : undefined);
  const Shape = kind ? shapes[kind] : IconScan;
  const own =
    said?.text === ""
      ? said.code in ta
        ? (said.code as Own)
        : "LOST"
      : ready === "blocked" || ready === "queues"
        ? said
          ? undefined
          : ready
        : undefined;
  const text = own ? ta[own] : (said?.text ?? (ready === "work" ? t.workNext : t.readyNext));
  const next = own ? ta[`${own}Next`] : said?.next;
  const choices = said ? offered(said) : [];
  return (
    <section className={classes.verdict} data-kind={kind ?? "ready"} aria-busy={busy}>
      <div role="status" aria-live="assertive" className={classes.said}>
        <h1 className={classes.word}>
          <Shape className={classes.shape} aria-hidden />{" "}
          {said?.code === "QUEUED" ? ta.queued : away ? ta.offline : kind ? t[kind] : t.ready}
        </h1>
        <p className={`${classes.text ?? ""} world`}>
          <Told text={text} />
        </p>
        {said?.also.map(({ text, passed }) => (
          <p key={text} className="world">
            {passed ? (
              <>
                <Told text={t.passedBy(passed.by.join(" + "), passed.reason)} />
                <small className={classes.passed}>
                  <Told text={t.passed(text)} />
                </small>
              </>
            ) : (
              <Told text={text} />
            )}
          </p>
        ))}
        <p className={`${classes.next ?? ""} world`}>{busy ? t.busy : <Told text={next ?? ""} />}</p>
      </div>
      {said ? (
        <Group gap="sm" mt="auto" align="end">
          {choices.map((choice, i) => (
            <Button
              key={choice.label}
              {...big}
              variant="white"
              color="dark"
              onClick={() => judge.act(chosen(choice, judge.last))}
            >
              {choices.length > 1 ? `${i + 1} · ` : ""}
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

/** What can be chosen. What is refused goes on by another act, for which a station does not know enough. */
export function offered({ kind, choices }: Said): Schemas["Choice"][] {
  return choices.filter((c) => kind !== "stop" || !c.verb);
}

/** The act of a choice: the last one with what was in doubt put right, or another. */
export function chosen(choice: Schemas["Choice"], last: Act | undefined): Act {
  if (choice.verb) return { verb: choice.verb, args: choice.args ?? {} };
  if (choice.ref) return { code: choice.ref };
  const act = last ?? { code: "" };
  return choice.confirm ? { ...act, confirm: [...(act.confirm ?? []), choice.confirm] } : act;
}
