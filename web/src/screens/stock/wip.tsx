import { Button, Group, Select, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { saveTable } from "@/ui/csv";
import { Empty } from "@/ui/empty";
import { Filter } from "@/ui/filter";
import { ScreenLink } from "@/ui/link";
import { DataTable, type Column } from "@/ui/table";
import { Age, Classes, useSearchChange } from "./age";
import { groupKey, type WIP } from "./ages";
import { messages } from "./messages";
import { Objects, Queue } from "./objects";
import { stockRoute } from "./route";
import classes from "./stock.module.css";

type Row = WIP & { line: string; stationName: string };

/** Work in progress in groups: what is at or after a station, of a part. */
export function WipList() {
  const { order, group, next } = stockRoute.useSearch();
  const wip = useQuery(read("/api/v1/wip", { query: order ? { order } : {} }, always));
  const stations = useQuery(read("/api/v1/stations", {}, (e) => e.kind === "plant"));
  if (next) return <Queue station={next} />;
  return (
    <Answer of={stations}>
      {(places) => (
        <Answer of={wip}>
          {(list) => {
            const rows = list.items.map((w) => {
              const st = places.items.find((s) => s.code === w.station);
              return { ...w, line: st?.line ?? "", stationName: st?.name ?? "" };
            });
            return group ? <Objects group={group} /> : <Groups rows={rows} now={wip.dataUpdatedAt} />;
          }}
        </Answer>
      )}
    </Answer>
  );
}

function Groups({ rows: all, now }: { rows: Row[]; now: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  const shown = stockRoute.useSearch();
  const { line, station, part, order, sort } = shown;
  const search = useSearchChange();
  const rows = useMemo(
    () =>
      all.filter(
        (w) => (!line || w.line === line) && (!station || w.station === station) && (!part || w.part === part),
      ),
    [all, line, station, part],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      { id: "line", header: t.line, value: (w) => w.line, cell: (w) => w.line },
      {
        id: "station",
        header: t.station,
        value: (w) => w.station,
        cell: (w) => (
          <>
            <b>{w.station ?? "–"}</b> {w.stationName}
          </>
        ),
      },
      {
        id: "stage",
        header: t.stage,
        value: (w) => w.operation ?? "",
        cell: (w) => (w.operation ? t.inWork(w.operation) : t.waits),
      },
      { id: "part", header: t.part, value: (w) => w.part, cell: (w) => w.part ?? "–" },
      {
        id: "count",
        header: t.count,
        value: (w) => w.objects,
        numeric: true,
        cell: (w) => (
          <ScreenLink
            to="/stock"
            search={{ ...shown, group: groupKey(w) }}
            aria-label={t.showObjects(`${format.number(w.objects)}: ${w.station ?? ""} ${w.part ?? ""}`)}
            className={classes.count}
          >
            {format.number(w.objects)}
          </ScreenLink>
        ),
      },
      {
        id: "age",
        header: t.oldest,
        value: (w) => (w.oldest ? now - Date.parse(w.oldest) : undefined),
        cell: (w) => <Age since={w.oldest} now={now} />,
      },
    ],
    [t, format, now, shown],
  );
  const options = (of: (w: Row) => string | undefined) =>
    [...new Set(all.map(of))].filter((x): x is string => x !== undefined && x !== "").sort();
  const pick = (name: "line" | "station" | "part", data: string[]) => (
    <Select
      key={name}
      label={t[name]}
      placeholder={t.all}
      clearable
      searchable
      w={150}
      data={data}
      value={shown[name] ?? null}
      onChange={(value) => search({ [name]: value ?? undefined })}
    />
  );
  return (
    <>
      <Group align="end">
        {pick(
          "line",
          options((w) => w.line),
        )}
        {pick(
          "station",
          options((w) => w.station),
        )}
        {pick(
          "part",
          options((w) => w.part),
        )}
        <Filter
          label={t.order}
          placeholder={t.orderHint}
          w={160}
          value={order}
          onFilter={(text) => search({ order: text })}
        />
        <Button
          variant="default"
          ms="auto"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() =>
            saveTable("work-in-progress.csv", [
              ["line", "station", "operation", "part", "objects", "oldest"],
              ...rows.map((w) => [w.line, w.station ?? "", w.operation ?? "", w.part ?? "", w.objects, w.oldest ?? ""]),
            ])
          }
        >
          {t.csv}
        </Button>
      </Group>
      <Classes rows={rows} now={now} />
      <Text size="sm" c="dimmed">
        {t.ages}
      </Text>
      <DataTable
        label={t.wip}
        rows={rows}
        columns={columns}
        rowKey={groupKey}
        sort={sort}
        onSort={(by) => search({ sort: by })}
        empty={
          <Empty title={t.noWip}>
            {t.noWipFix}{" "}
            <ScreenLink to="/stock" search={{ tab: "wip" }}>
              {t.clear}
            </ScreenLink>
          </Empty>
        }
      />
    </>
  );
}
