import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { useWord } from "@/app/values";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { RuleName } from "@/ui/rule";
import type { Column } from "@/ui/table";
import { List, Pick, shown, useSearch } from "./list";
import { messages } from "./messages";

type Refusal = Schemas["Refusal"];

/** Lists what was refused or asked back, counted by rule and station. */
export function Refusals() {
  const t = useMessages(messages);
  const format = useFormat();
  const [{ rule, station }] = useSearch();
  const query = { ...(rule ? { rule } : {}), ...(station ? { station } : {}), limit: shown };
  const list = useQuery(read("/api/v1/refusals", { query }, always));
  const counts = useQuery(read("/api/v1/refusals/counts", {}, always));
  const counted = counts.data?.items ?? [];
  const n = (c: Schemas["RefusalCount"]) => c.refused + c.asked;
  const word = useWord();
  const name = useNames(list.data?.items.map((r) => r.actor) ?? []);
  const columns = useMemo<Column<Refusal>[]>(
    () => [
      { id: "when", header: t.when, value: (r) => r.occurredAt, cell: (r) => format.dateTime(r.occurredAt) },
      {
        id: "what",
        header: t.what,
        value: (r) => r.answer,
        cell: (r) => (r.answer === "refuse" ? t.refused : t.asked),
      },
      {
        id: "code",
        header: t.rule,
        value: (r) => r.code,
        cell: (r) => (
          <>
            <RuleName of={r.rule} />{" "}
            <Text span size="sm" c="dimmed">
              {r.code} · {word(r.verb)}
            </Text>
          </>
        ),
      },
      { id: "on", header: t.on, value: (r) => r.object?.name, cell: (r) => <ObjectLink of={r.object} /> },
      {
        id: "cause",
        header: t.cause,
        value: (r) => r.cause,
        cell: (r) =>
          r.causeObject ? <ObjectLink of={r.causeObject} /> : <span className="world">{r.cause ?? "–"}</span>,
      },
      { id: "part", header: t.part, value: (r) => r.part, cell: (r) => r.part ?? "–" },
      { id: "station", header: t.station, value: (r) => r.station, cell: (r) => r.station ?? "–" },
      { id: "person", header: t.person, value: (r) => r.actor, cell: (r) => name(r.actor) || "–" },
    ],
    [t, format, word, name],
  );
  return (
    <Stack>
      <Pick counted={counted} n={n} />
      <List
        of={list}
        label={t.refusals}
        columns={columns}
        rowKey={(r) => String(r.entry)}
        empty={
          rule || station ? (
            <Empty title={t.noMatch}>
              <ScreenLink to="/error-proofing" search={{ tab: "refusals" }}>
                {t.clear}
              </ScreenLink>
            </Empty>
          ) : (
            <Empty title={t.refusalsNone}>{t.refusalsNoneFix}</Empty>
          )
        }
      />
    </Stack>
  );
}
