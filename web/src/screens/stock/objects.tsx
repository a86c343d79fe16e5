import { Group, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { always, read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { DataTable, type Column } from "@/ui/table";
import { Age, Classes, useSearchChange } from "./age";
import { inGroup, type Thing } from "./ages";
import { messages } from "./messages";
import { stockRoute } from "./route";

/** The objects of one group. */
export function Objects({ group }: { group: string }) {
  const t = useMessages(messages);
  const { order } = stockRoute.useSearch();
  const [station = "", operation = "", part = ""] = group.split("|");
  const query = {
    life: "open" as const,
    limit: 1000,
    station,
    part,
    ...(operation ? { operation } : {}),
    ...(order ? { order } : {}),
  };
  const list = useQuery(read("/api/v1/objects", { query }, always));
  const title = t.objectsOf([station, operation === "" ? t.waits : operation, part].join(" · "));
  return <Pieces title={title} of={list} fits={(o) => inGroup(o, group)} none={t.noWip} more={t.many} />;
}

/** What comes to a station next, wherever it is now. */
export function Queue({ station }: { station: string }) {
  const t = useMessages(messages);
  const list = useQuery(read("/api/v1/stations/{station}/queue", { path: { station } }, always));
  return <Pieces title={t.queueOf(station)} of={list} fits={() => true} none={t.noQueue} more={t.manyWait} />;
}

interface Props {
  title: string;
  of: UseQueryResult<{ readonly items: readonly Thing[]; readonly next?: string }>;
  /** Whether an object belongs to what is listed. */
  fits: (o: Thing) => boolean;
  none: string;
  /** What is said where there are more than are listed. */
  more: string;
}

function Pieces({ title, of: list, fits, none, more }: Props) {
  const t = useMessages(messages);
  const shown = stockRoute.useSearch();
  const search = useSearchChange();
  const columns = useMemo<Column<Thing>[]>(
    () => [
      { id: "object", header: t.object, value: (o) => o.name ?? o.id, cell: (o) => <ObjectLink of={o} /> },
      { id: "part", header: t.part, value: (o) => o.part, cell: (o) => `${o.part ?? ""} ${o.revision ?? ""}` },
      { id: "place", header: t.station, value: (o) => o.station, cell: (o) => o.station ?? "–" },
      { id: "order", header: t.order, value: (o) => o.order, cell: (o) => o.order ?? "–" },
      { id: "held", header: t.held, value: (o) => o.holds?.length ?? 0, cell: (o) => o.holds?.join(", ") ?? "–" },
      {
        id: "age",
        header: t.since,
        value: (o) => (o.seenAt ? -Date.parse(o.seenAt) : undefined),
        cell: (o) => <Age since={o.seenAt} now={list.dataUpdatedAt} />,
      },
    ],
    [t, list.dataUpdatedAt],
  );
  const back = { ...shown, group: undefined, next: undefined };
  return (
    <>
      <Group>
        <ScreenLink to="/stock" search={back}>
          <IconArrowLeft size={16} aria-hidden style={{ verticalAlign: "-3px" }} /> {t.back}
        </ScreenLink>
        <Title order={2} size="h4">
          {title}
        </Title>
      </Group>
      <Answer of={list}>
        {(found) => {
          const rows = found.items.filter(fits);
          return (
            <>
              <Classes rows={rows.map((o) => ({ objects: 1, oldest: o.seenAt }))} now={list.dataUpdatedAt} />
              <DataTable
                label={t.wip}
                rows={rows}
                columns={columns}
                rowKey={(o) => o.id}
                sort={shown.sort}
                onSort={(by) => search({ sort: by })}
                empty={
                  <Empty title={none}>
                    <ScreenLink to="/stock" search={back}>
                      {t.back}
                    </ScreenLink>
                  </Empty>
                }
              />
              {found.next || found.items.length === 1000 ? <Text c="dimmed">{more}</Text> : null}
            </>
          );
        }}
      </Answer>
    </>
  );
}
