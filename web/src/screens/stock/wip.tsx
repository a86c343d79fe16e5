import { Button, Group, Select, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
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
import { ObjectLink } from "@/ui/object";
import { DataTable, type Column } from "@/ui/table";
import { ageOf, ages, fullness, groupKey, inGroup, type Thing, type WIP } from "./ages";
import { messages } from "./messages";
import { stockRoute, type Search } from "./route";
import classes from "./stock.module.css";

type Row = WIP & { line: string; stationName: string };

function useSearchChange() {
  const navigate = stockRoute.useNavigate();
  return (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
}

/** How long something has been there, as a bar and in words. */
export function Age({ since, now }: { since: string | undefined; now: number }) {
  const format = useFormat();
  if (!since) return <>–</>;
  return (
    <span className={classes.age} data-age={ageOf(since, now)}>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${fullness(since, now) * 100}%` }} />
      </span>
      {format.ago(since, now)}
    </span>
  );
}

/** Work in progress in groups: what is at or after a station, of a part. */
export function WipList() {
  const { order, group } = stockRoute.useSearch();
  const wip = useQuery(read("/api/v1/wip", { query: order ? { order } : {} }, always));
  const stations = useQuery(read("/api/v1/stations", {}, (e) => e.kind === "plant"));
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

/** How much of it is how old. */
function Classes({ rows, now }: { rows: readonly { objects: number; oldest?: string | undefined }[]; now: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  const counts = ages.map((a) => ({
    id: a.id,
    n: rows.reduce((n, w) => n + (w.oldest && ageOf(w.oldest, now) === a.id ? w.objects : 0), 0),
  }));
  const most = Math.max(1, ...counts.map((c) => c.n));
  return (
    <dl className={classes.classes} aria-label={t.age}>
      {counts.map((c) => (
        <div key={c.id} data-age={c.id}>
          <dt>{t[c.id]}</dt>
          <dd>
            <span className={classes.column} style={{ width: `${(c.n / most) * 100}%` }} aria-hidden />
            {format.number(c.n)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The objects of one group. */
function Objects({ group }: { group: string }) {
  const t = useMessages(messages);
  const shown = stockRoute.useSearch();
  const { order, sort } = shown;
  const search = useSearchChange();
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
  const columns = useMemo<Column<Thing>[]>(
    () => [
      {
        id: "object",
        header: t.object,
        value: (o) => o.name ?? o.id,
        cell: (o) => <ObjectLink of={o} />,
      },
      { id: "part", header: t.part, value: (o) => o.part, cell: (o) => `${o.part ?? ""} ${o.revision ?? ""}` },
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
  return (
    <>
      <Group>
        <ScreenLink to="/stock" search={{ ...shown, group: undefined }}>
          <IconArrowLeft size={16} aria-hidden style={{ verticalAlign: "-3px" }} /> {t.back}
        </ScreenLink>
        <Title order={2} size="h4">
          {t.objectsOf([station, operation === "" ? t.waits : operation, part].join(" · "))}
        </Title>
      </Group>
      <Answer of={list}>
        {(found) => {
          const rows = found.items.filter((o) => inGroup(o, group));
          return (
            <>
              <Classes rows={rows.map((o) => ({ objects: 1, oldest: o.seenAt }))} now={list.dataUpdatedAt} />
              <DataTable
                label={t.wip}
                rows={rows}
                columns={columns}
                rowKey={(o) => o.id}
                sort={sort}
                onSort={(by) => search({ sort: by })}
                empty={
                  <Empty title={t.noWip}>
                    <ScreenLink to="/stock" search={{ ...shown, group: undefined }}>
                      {t.back}
                    </ScreenLink>
                  </Empty>
                }
              />
              {found.next ? <Text c="dimmed">{t.many}</Text> : null}
            </>
          );
        }}
      </Answer>
    </>
  );
}
