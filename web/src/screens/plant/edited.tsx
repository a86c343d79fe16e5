import { Button, Group, Stack, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { DataTable, type Column } from "@/ui/table";
import { words } from "./words";

interface Props<T> {
  title: string;
  rows: T[];
  columns: readonly Column<T>[];
  edits: boolean;
  /** What the button says that adds one. */
  add: string;
  empty: ReactNode;
  /** The form of an item; one past the end is a new one. */
  form: (index: number, close: () => void) => ReactNode;
}

/** A list of the definition, with a form for each of its items and for a new one. */
export function EditedTable<T extends { code: string }>({ title, rows, columns, edits, add, empty, form }: Props<T>) {
  const t = useMessages(words);
  const [editing, setEditing] = useState<number>();
  const edit: Column<T> = {
    id: "edit",
    header: t.edit,
    cell: (item) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t.editThing(item.code)}
        onClick={() => setEditing(rows.indexOf(item))}
      >
        {t.edit}
      </Button>
    ),
  };
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {edits ? (
          <Button variant="default" onClick={() => setEditing(rows.length)}>
            {add}
          </Button>
        ) : null}
      </Group>
      <DataTable
        label={title}
        rows={rows}
        columns={edits ? [...columns, edit] : [...columns]}
        rowKey={(item) => item.code}
        empty={empty}
      />
      {editing === undefined ? null : form(editing, () => setEditing(undefined))}
    </Stack>
  );
}
