import { MultiSelect, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { tidy, type Definition, type Rework, type Route } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import type { Column } from "@/ui/table";
import { EditedTable } from "./edited";
import { FormDialog, replaced } from "./form";
import { guardWords } from "./guard-words";
import { words } from "./words";

interface Props {
  definition: Definition;
  /** Which route. */
  route: number;
  edits: boolean;
}

/** The ways back into a route: where the work goes on, and whose results no longer stand. */
export function Reworks({ definition, route, edits }: Props) {
  const g = useMessages(guardWords);
  const columns: Column<Rework>[] = [
    {
      id: "code",
      header: g.rework,
      cell: (r) => (
        <>
          <b>{r.code}</b> {r.name}
        </>
      ),
    },
    { id: "enter", header: g.enter, cell: (r) => r.enter },
    { id: "voids", header: g.voids, cell: (r) => r.voids?.join(", ") ?? "–" },
  ];
  return (
    <EditedTable
      title={g.reworks}
      rows={[...(definition.routes?.[route]?.reworks ?? [])]}
      columns={columns}
      edits={edits}
      add={g.addRework}
      empty={<Empty title={g.noReworks}>{g.noReworksFix}</Empty>}
      form={(index, close) => <ReworkForm definition={definition} route={route} index={index} close={close} />}
    />
  );
}

interface FormProps {
  definition: Definition;
  route: number;
  /** Which way back; one past the end for a new one. */
  index: number;
  close: () => void;
}

function ReworkForm({ definition, route, index, close }: FormProps) {
  const t = useMessages(words);
  const g = useMessages(guardWords);
  const on = definition.routes?.[route];
  const before = on?.reworks?.[index];
  const [rework, setRework] = useState<Rework>(before ?? { code: "", enter: "" });
  if (!on) return null;
  const set = (change: Partial<Rework>) => setRework((r) => ({ ...r, ...change }));
  const operations = on.operations.map((o) => ({ value: o.code, label: o.name ? `${o.code} ${o.name}` : o.code }));
  const to = (next: Rework | undefined) => ({
    ...definition,
    routes: replaced<Route>(definition.routes, route, tidy({ ...on, reworks: replaced(on.reworks, index, next) })),
  });
  return (
    <FormDialog
      title={before ? g.editRework(before.code) : g.addRework}
      definition={definition}
      path={`routes[${route}].reworks[${index}]`}
      changed={() => to(tidy(rework))}
      without={before ? () => to(undefined) : undefined}
      close={close}
    >
      {(fault) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t.code}
            data-autofocus
            value={rework.code}
            error={fault("code")}
            onChange={(e) => set({ code: e.currentTarget.value.trim() })}
          />
          <TextInput
            label={t.name}
            value={rework.name ?? ""}
            error={fault("name")}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <NativeSelect
            label={g.enter}
            description={g.enterHint}
            data={[{ value: "", label: "–" }, ...operations]}
            value={rework.enter}
            error={fault("enter")}
            onChange={(e) => set({ enter: e.currentTarget.value })}
          />
          <MultiSelect
            label={g.voids}
            description={g.voidsHint}
            searchable
            data={operations}
            value={rework.voids ?? []}
            error={fault("voids")}
            onChange={(voids) => set({ voids })}
          />
        </SimpleGrid>
      )}
    </FormDialog>
  );
}
