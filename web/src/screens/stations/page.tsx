import { Group, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { Filter } from "@/ui/filter";
import { ScreenLink } from "@/ui/link";
import { DataTable, type Column } from "@/ui/table";
import { messages } from "./messages";
import { stationsRoute } from "./route";

type Station = Schemas["Station"];

/** Units that are named in a cell. */
const named = 3;

/** Lists the stations with what is in work at them. */
export function Stations() {
  const t = useMessages(messages);
  const stations = useQuery(read("/api/v1/stations", {}, always));
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Answer of={stations}>{(list) => <List stations={list.items} />}</Answer>
    </Stack>
  );
}

function List({ stations }: { stations: readonly Station[] }) {
  const t = useMessages(messages);
  const { line, filter, sort } = stationsRoute.useSearch();
  const navigate = stationsRoute.useNavigate();
  const works = may(useMe(), "operate");
  const lines = [...new Set(stations.map((s) => s.line))];
  const rows = useMemo(() => {
    const wanted = filter?.toLowerCase() ?? "";
    return stations.filter((s) => (!line || s.line === line) && textOf(s).includes(wanted));
  }, [stations, line, filter]);
  const columns = useMemo<Column<Station>[]>(
    () => [
      {
        id: "station",
        header: t.station,
        value: (s) => s.code,
        cell: (s) =>
          works ? (
            <ScreenLink to="/station/$id" params={{ id: s.code }}>
              <b>{s.code}</b> {s.name}
            </ScreenLink>
          ) : (
            <>
              <b>{s.code}</b> {s.name}
            </>
          ),
      },
      { id: "line", header: t.line, value: (s) => s.line, cell: (s) => s.line },
      { id: "work", header: t.work, value: (s) => s.working, cell: (s) => <Work station={s} /> },
    ],
    [t, works],
  );
  const search = (change: { line?: string | undefined; filter?: string | undefined; sort?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  if (stations.length === 0) return <Empty title={t.none}>{t.noneFix}</Empty>;
  return (
    <>
      <Group align="end">
        <Filter
          label={t.filter}
          placeholder={t.filterHint}
          miw={280}
          value={filter}
          onFilter={(text) => search({ filter: text })}
        />
        <Select
          label={t.line}
          placeholder={t.all}
          clearable
          data={lines}
          value={line ?? null}
          onChange={(value) => search({ line: value ?? undefined })}
        />
      </Group>
      <DataTable
        label={t.title}
        rows={rows}
        columns={columns}
        rowKey={(s) => s.code}
        sort={sort}
        onSort={(by) => search({ sort: by })}
        empty={
          <Empty title={t.noMatch}>
            <ScreenLink to="/stations">{t.clear}</ScreenLink>
          </Empty>
        }
      />
    </>
  );
}

function Work({ station }: { station: Station }) {
  const t = useMessages(messages);
  if (station.working === 0) {
    return (
      <Text span c="dimmed" size="sm">
        {t.idle}
      </Text>
    );
  }
  const names = station.inWork.slice(0, named).map((v) => v.object.name ?? v.object.id);
  const more = station.working - names.length;
  return (
    <span className="world">
      {names.join(", ")} {more > 0 ? t.more(more) : ""}
    </span>
  );
}

function textOf(s: Station): string {
  const work = s.inWork.map((v) => v.object.name ?? v.object.id);
  return [s.code, s.name, s.line, ...work].join(" ").toLowerCase();
}
