import { Button, Checkbox, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useNames } from "@/app/people";
import { useWord } from "@/app/values";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ReasonDialog } from "@/ui/reason";
import { ObjectLink } from "@/ui/object";
import { RuleName } from "@/ui/rule";
import type { Column } from "@/ui/table";
import { Told } from "@/ui/told";
import { sums } from "./counts";
import { List, Pick, shown, useSearch } from "./list";
import { messages } from "./messages";
import type { Search } from "./route";

type Breach = Schemas["Breach"];

/** What was asked of the API, and what closes all that fits. */
function useScope() {
  const [{ rule, station, owner, watched, all }] = useSearch();
  return {
    ...(rule ? { rule } : {}),
    ...(station ? { station } : {}),
    ...(owner ? { owner } : {}),
    ...(watched ? { watched } : {}),
    ...(all ? {} : { open: true }),
  };
}

/** Lists broken rules with who answers for them, counted, and answers them. */
export function Breaches() {
  const t = useMessages(messages);
  const [{ rule, station, owner, all, watched }, search] = useSearch();
  const scope = useScope();
  const list = useQuery(read("/api/v1/breaches", { query: { ...scope, limit: shown } }, always));
  const counts = useQuery(read("/api/v1/breaches/counts", { query: all ? {} : { open: true } }, always));
  const me = useMe();
  const word = useWord();
  const answers = (role: string | undefined) => may(me, "quality") || (role !== undefined && me.roles.includes(role));
  const [closing, setClosing] = useState<object>();
  const columns = useColumns(setClosing);
  const counted = counts.data?.items ?? [];
  const n = (c: Schemas["BreachCount"]) => (all ? c.breaches : c.open);
  return (
    <Stack>
      <Pick counted={counted} n={n} />
      <Group align="end">
        <Select
          label={t.owner}
          placeholder={t.everyone}
          clearable
          data={sums(counted, (c) => c.owner, n).map((c) => ({ value: c.key, label: word(c.key) }))}
          value={owner ?? null}
          onChange={(value) => search({ owner: value ?? undefined })}
        />
        <Checkbox
          label={t.watched}
          checked={watched ?? false}
          mb="xs"
          onChange={(e) => search({ watched: e.currentTarget.checked || undefined })}
        />
        <Checkbox
          label={t.answered}
          checked={all ?? false}
          mb="xs"
          onChange={(e) => search({ all: e.currentTarget.checked || undefined })}
        />
        {answers(owner) && !all && list.data && list.data.items.length > 1 && (rule ?? station ?? owner) ? (
          <Button variant="default" onClick={() => setClosing({ where: closable({ rule, station, owner, watched }) })}>
            {t.answerAll}
          </Button>
        ) : null}
      </Group>
      <List
        of={list}
        label={t.breaches}
        columns={columns}
        rowKey={(b) => `${b.entry}.${b.line}`}
        empty={
          rule || station || owner || watched ? (
            <Empty title={t.noMatch}>
              <ScreenLink to="/error-proofing">{t.clear}</ScreenLink>
            </Empty>
          ) : (
            <Empty title={t.breachesNone}>{t.breachesNoneFix}</Empty>
          )
        }
      />
      {closing ? (
        <ReasonDialog
          title={t.answerTitle}
          label={t.reason}
          hint={t.answerHint}
          missing={t.needReason}
          does={t.answerDo}
          verb="close-breach"
          args={(reason) => ({ ...closing, reason })}
          close={() => setClosing(undefined)}
        />
      ) : null}
    </Stack>
  );
}

/** What of a filter is set. */
function closable(scope: Search): object {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
}

function useColumns(close: (args: object) => void): Column<Breach>[] {
  const t = useMessages(messages);
  const format = useFormat();
  const word = useWord();
  return useMemo(
    () => [
      {
        id: "when",
        header: t.when,
        value: (b) => b.lastAt,
        cell: (b) => format.dateTime(b.lastAt),
      },
      {
        id: "what",
        header: t.what,
        value: (b) => b.rule ?? b.code,
        cell: (b) => (
          <Text span size="sm" miw="14rem" display="inline-block" className="world">
            <Told text={b.text} />{" "}
            <Text span size="sm" c="dimmed">
              {b.rule ? <RuleName of={b.rule} /> : null} {b.code}
              {b.watched ? ` · ${t.isWatched}` : ""}
            </Text>
          </Text>
        ),
      },
      { id: "times", header: t.times, value: (b) => b.facts, cell: (b) => format.number(b.facts), numeric: true },
      {
        id: "on",
        header: t.on,
        value: (b) => b.on?.name ?? b.object?.name,
        cell: (b) => <ObjectLink of={b.on ?? b.object} />,
      },
      { id: "station", header: t.station, value: (b) => b.station, cell: (b) => b.station ?? "–" },
      { id: "owner", header: t.owner, value: (b) => b.owner, cell: (b) => word(b.owner) },
      {
        id: "state",
        header: t.state,
        cell: (b) => <State breach={b} close={close} />,
      },
    ],
    [t, format, word, close],
  );
}

/** How a breach was answered, or what answers it: for the role that it is up to, and for quality. */
function State({ breach: b, close }: { breach: Breach; close: (args: object) => void }) {
  const t = useMessages(messages);
  const me = useMe();
  const name = useNames([b.closedBy]);
  if (b.closed) return <span className="world">{t.closed(name(b.closedBy), b.closedNote ?? "")}</span>;
  if (!may(me, "quality") && !me.roles.includes(b.owner)) return <>{t.open}</>;
  return (
    <Button size="compact-sm" variant="default" onClick={() => close({ entry: b.entry })}>
      {t.answerOne}
    </Button>
  );
}
