import { Badge, Button, Checkbox, Group, Select, Text } from "@mantine/core";
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
import { ObjectLink } from "@/ui/object";
import { DataTable, type Column } from "@/ui/table";
import { faultsOf, ranks, type Fault, type Stock } from "./ages";
import { messages } from "./messages";
import { stockRoute, type Search } from "./route";

const colours: Record<Fault, string> = {
  negative: "red",
  expired: "red",
  floor: "red",
  held: "orange",
  soon: "orange",
};

/** Lots and containers, those to be used first before the others. */
export function StockList() {
  const { part, station } = stockRoute.useSearch();
  const query = { ...(part ? { part } : {}), ...(station ? { place: station } : {}) };
  const stock = useQuery(read("/api/v1/stock", { query }, always));
  return <Answer of={stock}>{(list) => <Lots all={list.items} now={stock.dataUpdatedAt} />}</Answer>;
}

function whereOf(s: Stock): string {
  return s.location ?? s.station ?? "";
}

function Lots({ all, now }: { all: readonly Stock[]; now: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { part, station, filter, odd, sort } = stockRoute.useSearch();
  const navigate = stockRoute.useNavigate();
  const search = (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const rank = useMemo(() => ranks(all), [all]);
  const rows = useMemo(() => {
    const wanted = filter?.toLowerCase() ?? "";
    const text = (s: Stock) => [s.object.name, s.object.part, whereOf(s), ...(s.loaded ?? [])].join(" ").toLowerCase();
    return all.filter((s) => text(s).includes(wanted) && (!odd || faultsOf(s, now).length > 0));
  }, [all, filter, odd, now]);
  const columns = useMemo<Column<Stock>[]>(
    () => [
      { id: "part", header: t.part, value: (s) => s.object.part, cell: (s) => <b>{s.object.part ?? "–"}</b> },
      {
        id: "rank",
        header: t.rank,
        value: (s) => rank.get(s.object.id),
        numeric: true,
        cell: (s) => rank.get(s.object.id),
      },
      {
        id: "lot",
        header: t.lot,
        value: (s) => s.object.name ?? s.object.id,
        cell: (s) => <ObjectLink of={s.object} />,
      },
      {
        id: "quantity",
        header: t.quantity,
        value: (s) => Number(s.quantity),
        numeric: true,
        cell: (s) => (
          <Text span size="sm" c={s.quantity.startsWith("-") ? "var(--text-stop)" : "inherit"}>
            {format.quantity(s.quantity, s.unit ?? s.uom)}
            {s.second ? ` · ${format.quantity(s.second, s.secondUnit ?? s.secondUom)}` : ""}
          </Text>
        ),
      },
      {
        id: "place",
        header: t.place,
        value: whereOf,
        cell: (s) => (s.loaded?.length ? s.loaded.map((place) => t.loaded(place)).join(", ") : whereOf(s) || "–"),
      },
      {
        id: "expires",
        header: t.expires,
        value: (s) => (s.expires ? Date.parse(s.expires) : undefined),
        cell: (s) => (s.expires ? `${format.dateTime(s.expires)} (${format.ago(s.expires, now)})` : "–"),
      },
      {
        id: "floorLife",
        header: t.floorLife,
        value: (s) => (s.floorLife?.ends ? Date.parse(s.floorLife.ends) : undefined),
        cell: (s) => <FloorLife of={s.floorLife} now={now} />,
      },
      {
        id: "state",
        header: t.state,
        value: (s) => faultsOf(s, now)[0] ?? "~",
        cell: (s) => (
          <Group gap={4}>
            {faultsOf(s, now).map((f) => (
              <Badge
                key={f}
                color={colours[f]}
                c={colours[f] === "red" ? "var(--text-stop)" : "var(--text-check)"}
                tt="none"
              >
                {f === "held" ? `${t.held} ${s.holds?.join(", ") ?? ""}` : t[f]}
              </Badge>
            ))}
          </Group>
        ),
      },
    ],
    [t, format, now, rank],
  );
  const parts = [...new Set(all.map((s) => s.object.part ?? ""))].filter((p) => p !== "").sort();
  return (
    <>
      <Group align="end">
        <Filter
          label={t.filter}
          placeholder={t.filterHint}
          miw={220}
          value={filter}
          onFilter={(text) => search({ filter: text })}
        />
        <Select
          label={t.part}
          placeholder={t.all}
          clearable
          searchable
          w={170}
          data={part && !parts.includes(part) ? [part, ...parts] : parts}
          value={part ?? null}
          onChange={(value) => search({ part: value ?? undefined })}
        />
        <Filter
          label={t.station}
          placeholder="D-50"
          w={130}
          value={station}
          onFilter={(text) => search({ station: text })}
        />
        <Checkbox
          label={t.odd}
          pb={8}
          checked={odd ?? false}
          onChange={(e) => search({ odd: e.currentTarget.checked || undefined })}
        />
        <Button
          variant="default"
          ms="auto"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => saveTable("stock.csv", sheet(rows, rank))}
        >
          {t.csv}
        </Button>
      </Group>
      <DataTable
        label={t.stock}
        rows={rows}
        columns={columns}
        rowKey={(s) => s.object.id}
        sort={sort}
        onSort={(by) => search({ sort: by })}
        empty={
          <Empty title={t.noStock}>
            {t.noStockFix}{" "}
            <ScreenLink to="/stock" search={{ tab: "stock" }}>
              {t.clear}
            </ScreenLink>
          </Empty>
        }
      />
    </>
  );
}

function FloorLife({ of, now }: { of: Stock["floorLife"]; now: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (!of) return <>–</>;
  if (of.ends) return <>{format.ago(of.ends, now)}</>;
  return (
    <>
      {t.left(`${format.number(of.left / 3600, 1)} h`)}, {t.sealed}
    </>
  );
}

function sheet(rows: readonly Stock[], rank: Map<string, number>): (string | number)[][] {
  const head = ["part", "use as", "lot", "quantity", "unit", "place", "loaded", "expires", "floor life ends", "holds"];
  const line = (s: Stock) => [
    s.object.part ?? "",
    rank.get(s.object.id) ?? "",
    s.object.name ?? s.object.id,
    Number(s.quantity),
    s.unit ?? s.uom ?? "",
    whereOf(s),
    (s.loaded ?? []).join(" "),
    s.expires ?? "",
    s.floorLife?.ends ?? "",
    (s.holds ?? []).join(" "),
  ];
  return [head, ...rows.map(line)];
}
