import { Checkbox, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { Empty } from "@/ui/empty";
import { ObjectLink } from "@/ui/object";
import { RuleName } from "@/ui/rule";
import type { Column } from "@/ui/table";
import { List, shown, useSearch } from "./list";
import { messages } from "./messages";

type Permission = Schemas["Permission"];

/** Lists who let what pass which rule, and why. */
export function Overrides() {
  const t = useMessages(messages);
  const format = useFormat();
  const [{ all }, search] = useSearch();
  const list = useQuery(
    read("/api/v1/permissions", { query: { limit: shown, ...(all ? {} : { open: true }) } }, always),
  );
  const name = useNames(list.data?.items.flatMap((p) => [p.actor, p.second]) ?? []);
  const columns = useMemo<Column<Permission>[]>(
    () => [
      { id: "when", header: t.when, value: (p) => p.from, cell: (p) => format.dateTime(p.from) },
      { id: "rule", header: t.rule, value: (p) => p.rule, cell: (p) => <RuleName of={p.rule} /> },
      { id: "on", header: t.on, value: (p) => p.object?.name, cell: (p) => <ObjectLink of={p.object} /> },
      {
        id: "reason",
        header: t.reason,
        value: (p) => p.reason,
        cell: (p) => <span className="world">{p.reason}</span>,
      },
      { id: "person", header: t.person, value: (p) => p.actor, cell: (p) => name(p.actor) || "–" },
      {
        id: "second",
        header: t.second,
        cell: (p) =>
          name(p.second) ||
          (p.needsSecond ? (
            <Text span c="var(--text-check)">
              {t.needsSecond}
            </Text>
          ) : (
            "–"
          )),
      },
      { id: "used", header: t.used, value: (p) => p.used, cell: (p) => format.number(p.used), numeric: true },
    ],
    [t, format, name],
  );
  return (
    <Stack>
      <Checkbox
        label={t.ended}
        checked={all ?? false}
        onChange={(e) => search({ all: e.currentTarget.checked || undefined })}
      />
      <List
        of={list}
        label={t.overrides}
        columns={columns}
        rowKey={(p) => p.id}
        empty={<Empty title={t.overridesNone}>{t.overridesNoneFix}</Empty>}
      />
    </Stack>
  );
}
