import { MultiSelect, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { operationsOf, tidy, type Definition, type Line, type Placed, type Station } from "@/plant/definition";
import { FormDialog, replaced } from "./form";
import { formWords } from "./form-words";
import { words } from "./words";

interface Props {
  definition: Definition;
  /** The station with its place; undefined for a new one. */
  placed: Placed | undefined;
  close: () => void;
}

/** Changes a station: its name, its line, and what is done and stands there. */
export function StationForm({ definition, placed, close }: Props) {
  const t = useMessages(words);
  const f = useMessages(formWords);
  const [station, setStation] = useState<Station>(placed?.station ?? { code: "" });
  const lines = (definition.areas ?? []).flatMap((a) => (a.lines ?? []).map((l) => l.code));
  const [line, setLine] = useState(placed?.line.code ?? lines[0] ?? "");
  const set = (change: Partial<Station>) => setStation((s) => ({ ...s, ...change }));
  const stays = placed?.line.code === line;
  const target = place(definition, line, stays ? placed.station.code : undefined);
  const codes = (list: readonly { code: string; name?: string }[]) =>
    list.map((x) => ({ value: x.code, label: x.name ? `${x.code} ${x.name}` : x.code }));
  return (
    <FormDialog
      title={placed ? f.editStation(placed.station.code) : t.addStation}
      definition={definition}
      path={target.path}
      changed={() => withStation(definition, placed, line, tidy(station))}
      without={placed ? () => withStation(definition, placed, "", station) : undefined}
      close={close}
    >
      {(fault) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t.code}
            data-autofocus
            value={station.code}
            error={fault("code")}
            onChange={(e) => set({ code: e.currentTarget.value.trim() })}
          />
          <TextInput
            label={t.name}
            value={station.name ?? ""}
            error={fault("name")}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <NativeSelect
            label={t.productionLine}
            data={lines}
            value={line}
            onChange={(e) => setLine(e.currentTarget.value)}
          />
          <MultiSelect
            label={t.operations}
            searchable
            data={codes(operationsOf(definition))}
            value={station.operations ?? []}
            error={fault("operations")}
            onChange={(operations) => set({ operations })}
          />
          <MultiSelect
            label={t.tools}
            searchable
            data={codes(definition.equipment ?? [])}
            value={station.equipment ?? []}
            error={fault("equipment")}
            onChange={(equipment) => set({ equipment })}
          />
          <MultiSelect
            label={t.skills}
            searchable
            data={codes(definition.skills ?? [])}
            value={station.skills ?? []}
            error={fault("skills")}
            onChange={(skills) => set({ skills })}
          />
        </SimpleGrid>
      )}
    </FormDialog>
  );
}

/** Where a station of a line is in the document; at the end of the line for a new one. */
function place(d: Definition, line: string, code: string | undefined): { path: string } {
  for (const [a, area] of (d.areas ?? []).entries()) {
    for (const [l, found] of (area.lines ?? []).entries()) {
      if (found.code !== line) continue;
      const stations = found.stations ?? [];
      const s = code === undefined ? stations.length : stations.findIndex((x) => x.code === code);
      return { path: `areas[${a}].lines[${l}].stations[${s}]` };
    }
  }
  return { path: "areas" };
}

/** The plant with a station changed, moved to another line, added, or with no line taken out. */
export function withStation(d: Definition, placed: Placed | undefined, line: string, next: Station): Definition {
  const lineOf = (l: Line): Line => {
    const stations = l.stations ?? [];
    const at = placed && l.code === placed.line.code ? stations.findIndex((s) => s.code === placed.station.code) : -1;
    if (l.code === line) return { ...l, stations: replaced(stations, at < 0 ? stations.length : at, next) };
    return at < 0 ? l : { ...l, stations: replaced(stations, at, undefined) };
  };
  return { ...d, areas: (d.areas ?? []).map((a) => (a.lines ? { ...a, lines: a.lines.map(lineOf) } : a)) };
}
