import { Badge, Button, Group, SegmentedControl, Select, Text } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle } from "@tabler/icons-react";
import { Fragment, useMemo } from "react";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { useWord } from "@/app/values";
import { Empty } from "@/ui/empty";
import { EntryLink } from "@/ui/entry";
import { Files } from "@/ui/files";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { ProblemPanel } from "@/ui/problem";
import { Waiting } from "@/ui/answer";
import { RuleName } from "@/ui/rule";
import { acts } from "./acts";
import { useHistory, useValues, useVisits, type Detail, type Happened } from "./data";
import { picked, stepsOf, type Step } from "./happened";
import classes from "./record.module.css";
import { picks, recordRoute, type Search } from "./route";
import { Section } from "./section";
import { Outcome } from "./values";
import { Told } from "@/ui/told";

/** What happened, in the order of time, with what it was answered. */
export function Timeline({ of: o }: { of: Detail }) {
  const t = useMessages(acts);
  const format = useFormat();
  const history = useHistory(o);
  const values = useValues(o.id);
  const visits = useVisits(o.id);
  const { show, station } = recordRoute.useSearch();
  const navigate = recordRoute.useNavigate();
  const search = (change: Search) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const steps = useMemo(
    () =>
      stepsOf(history.data?.pages.flatMap((p) => p.items) ?? [], values.data?.items ?? [], visits.data?.items ?? []),
    [history.data, values.data, visits.data],
  );
  const names = useNames(steps.map((s) => s.event.actor));
  const stations = [...new Set(steps.flatMap((s) => s.event.station ?? []))].sort();
  const rows = steps.filter((s) => picked(s, show) && (!station || s.event.station === station));
  if (history.isPending) return <Waiting />;
  return (
    <Section
      id="timeline"
      title={t.timeline}
      count={
        rows.length === steps.length
          ? format.number(steps.length)
          : t.someOf(format.number(rows.length), format.number(steps.length))
      }
      aside={
        <Group gap="xs" className={`no-print ${classes.aside ?? ""}`}>
          {stations.length > 1 ? (
            <Select
              aria-label={t.station}
              placeholder={t.allStations}
              clearable
              w={170}
              data={stations}
              value={station ?? null}
              onChange={(value) => search({ station: value ?? undefined })}
            />
          ) : null}
          <SegmentedControl
            className={classes.picks ?? ""}
            aria-label={t.timeline}
            data={[{ value: "", label: t.everything }, ...picks.map((value) => ({ value, label: t[value] }))]}
            value={show ?? ""}
            onChange={(value) => search({ show: picks.find((p) => p === value) })}
          />
        </Group>
      }
    >
      {history.isError ? <ProblemPanel error={history.error} retry={() => void history.refetch()} /> : null}
      {rows.length === 0 ? (
        <Empty title={t.noneOf}>
          <ScreenLink to="/objects/$id" params={(old) => ({ id: old.id ?? o.id })} search={{}}>
            {t.showAll}
          </ScreenLink>
        </Empty>
      ) : (
        <ol className={`card ${classes.steps ?? ""}`} aria-label={t.timeline}>
          {rows.map((s, i) => {
            const day = format.date(s.event.occurredAt);
            const before = rows[i - 1];
            return (
              <Fragment key={s.event.seq}>
                {before && format.date(before.event.occurredAt) === day ? null : <li className={classes.day}>{day}</li>}
                <StepRow step={s} self={o.id} names={names} />
              </Fragment>
            );
          })}
        </ol>
      )}
      {history.hasNextPage ? (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </Section>
  );
}

interface StepProps {
  step: Step;
  /** The object whose history it is. */
  self: string;
  names: (id: string | undefined) => string;
}

function StepRow({ step: s, self, names }: StepProps) {
  const t = useMessages(acts);
  const format = useFormat();
  const e = s.event;
  const others = (e.objects ?? []).filter((o) => o.id !== self).slice(0, 6);
  return (
    <li className={classes.step} data-tone={s.tone} data-begins={s.begins ? true : undefined}>
      <time dateTime={e.occurredAt}>{format.time(e.occurredAt)}</time>
      <span className="world">{e.station ?? ""}</span>
      <div className={classes.what}>
        <Said event={e} tone={s.tone} />
        {s.values.map((v) => (
          <Text key={v.line} size="sm" className="world">
            {v.characteristic} {v.value === undefined ? (v.text ?? "") : <b>{format.quantity(v.value, v.unit)}</b>}{" "}
            {v.lower !== undefined || v.upper !== undefined
              ? `(${format.quantity(v.lower)} … ${format.quantity(v.upper)})`
              : ""}{" "}
            <Outcome of={v.outcome} voided={v.voidSeq !== undefined} />
          </Text>
        ))}
        {s.also.map((f) => (
          <Text key={f.code + f.text} size="sm" c="var(--text-check)" className="world">
            <Told text={f.text} /> ({f.code})
          </Text>
        ))}
        <Files of={e.attachments} name={e.text ?? ""} />
        <Group gap="xs">
          {s.begins && s.begins.attempt > 1 ? <Tag>{t.attempt(s.begins.attempt)}</Tag> : null}
          {s.ends ? <Tag>{t.took(duration(s.ends.started, s.ends.ended))}</Tag> : null}
          {s.ends?.voidSeq ? <Tag>{t.voided}</Tag> : null}
          {e.corrected ? <Tag>{t.corrected(format.number(e.corrected))}</Tag> : null}
          {e.mode === "report" ? <Tag>{t.reported}</Tag> : null}
          {e.erased ? <Tag>{t.erased}</Tag> : null}
          {others.map((o) => (
            <ObjectLink key={o.id} of={o} />
          ))}
          {e.objectCount > others.length + 1 && others.length > 0 ? (
            <Text span size="sm" c="dimmed">
              {t.andMore(format.number(e.objectCount - others.length - 1))}
            </Text>
          ) : null}
        </Group>
      </div>
      <span className="world">{names(e.actor) || e.device || ""}</span>
      <span className={classes.entry}>
        <EntryLink seq={e.seq} />
      </span>
    </li>
  );
}

function Tag({ children }: { children: string }) {
  return (
    <Badge size="sm" tt="none" color="gray" c="dimmed">
      {children}
    </Badge>
  );
}

/** How long something took, in the largest two units. */
function duration(from: string, to: string | undefined): string {
  const seconds = Math.max(0, Math.round((Date.parse(to ?? from) - Date.parse(from)) / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return `${String(h)} h ${String(m)} min`;
  return m > 0 ? `${String(m)} min ${String(s)} s` : `${String(s)} s`;
}

/** What happened, in the words of the server, and what was said against it. */
function Said({ event: e, tone }: { event: Happened; tone: Step["tone"] }) {
  const t = useMessages(acts);
  const word = useWord();
  const answer = e.verdict?.answer;
  const refused = answer === "refuse" || answer === "ask";
  const said = answer === "refuse" ? t.refused : answer === "ask" ? t.asked : e.kind === "breach" ? t.breach : "";
  const Icon = tone === "stop" ? IconAlertOctagon : IconAlertTriangle;
  return (
    <div className="world">
      {tone === "plain" ? null : (
        <Icon
          size={16}
          aria-hidden
          color={tone === "stop" ? "var(--text-stop)" : "var(--text-check)"}
          style={{ verticalAlign: "-3px", marginInlineEnd: 4 }}
        />
      )}
      {said ? <b>{said}: </b> : null}
      {e.text ? <Told text={e.text} /> : word(e.verb ?? e.kind)}{" "}
      {refused ? (
        <Text span size="sm" c="dimmed">
          <Told text={e.verdict?.next ?? ""} /> ({e.verdict?.code})
        </Text>
      ) : null}
      {e.rule ? (
        <Text span size="sm" c="dimmed">
          <RuleName of={e.rule} /> {e.owner ? `· ${word(e.owner)}` : ""}
        </Text>
      ) : null}
    </div>
  );
}
