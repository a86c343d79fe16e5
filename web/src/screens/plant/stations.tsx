import { Button, Group, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { useMessages } from "@/app/i18n";
import { stationsOf, type Placed } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { DataTable, type Column } from "@/ui/table";
import { words } from "./words";
import type { TabProps } from "./page";
import { plantRoute } from "./route";
import { StationForm } from "./station-form";

/** The stations, with what is done and what stands there. */
export function Stations({ definition, edits }: TabProps) {
  const t = useMessages(words);
  const { sort } = plantRoute.useSearch();
  const navigate = plantRoute.useNavigate();
  const [editing, setEditing] = useState<Placed | "new">();
  const rows = useMemo(() => stationsOf(definition), [definition]);
  const columns = useMemo<Column<Placed>[]>(
    () => [
      {
        id: "station",
        header: t.station,
        value: (p) => p.station.code,
        cell: ({ station: s }) => (
          <>
            <b>{s.code}</b> {s.name}
          </>
        ),
      },
      {
        id: "line",
        header: t.productionLine,
        value: (p) => `${p.area.code} ${p.line.code}`,
        cell: (p) => (
          <>
            {p.line.code} {p.line.name}
          </>
        ),
      },
      {
        id: "operations",
        header: t.operations,
        value: (p) => p.station.operations?.join(" "),
        cell: (p) => p.station.operations?.join(", ") ?? "–",
      },
      {
        id: "positions",
        header: t.positions,
        cell: (p) =>
          p.station.positions
            ?.map((x) => (x.parts?.length ? `${x.code} (${x.parts.join(", ")})` : x.code))
            .join(", ") ?? "–",
      },
      { id: "equipment", header: t.tools, cell: (p) => p.station.equipment?.join(", ") ?? "–" },
      { id: "skills", header: t.skills, cell: (p) => p.station.skills?.join(", ") ?? "–" },
      ...(edits
        ? [
            {
              id: "edit",
              header: t.edit,
              cell: (p: Placed) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t.editThing(p.station.code)}
                  onClick={() => setEditing(p)}
                >
                  {t.edit}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, edits],
  );
  return (
    <Stack>
      {edits ? (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setEditing("new")}>
            {t.addStation}
          </Button>
        </Group>
      ) : null}
      <DataTable
        label={t.stations}
        rows={rows}
        columns={columns}
        rowKey={(p) => p.station.code}
        sort={sort}
        onSort={(by) => void navigate({ search: (old) => ({ ...old, sort: by }), replace: true })}
        empty={<Empty title={t.noStations}>{t.noStationsFix}</Empty>}
      />
      {editing ? (
        <StationForm
          definition={definition}
          placed={editing === "new" ? undefined : editing}
          close={() => setEditing(undefined)}
        />
      ) : null}
    </Stack>
  );
}
