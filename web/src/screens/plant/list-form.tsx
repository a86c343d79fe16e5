import { MultiSelect, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { tidy, type Definition } from "@/plant/definition";
import type { Column } from "@/ui/table";
import { EditedTable } from "./edited";
import { FormDialog, replaced } from "./form";

/** A list of the definition whose items have a code and plain fields. */
export type PlainList = "equipment" | "skills" | "defects" | "printers" | "reasons" | "shifts";

type Item = NonNullable<Definition[PlainList]>[number];
type Values = Record<string, unknown> & { code: string };

/** A field of such items. */
export interface Field {
  key: string;
  label: string;
  hint?: string;
  /** What can be chosen; without it, anything can be typed. */
  choices?: readonly { value: string; label: string }[];
  /** Several are chosen. */
  many?: boolean;
  /** A whole number. */
  number?: boolean;
}

interface Props<T extends Item> {
  definition: Definition;
  list: PlainList;
  title: string;
  /** What an item is called in the title of its form, and on the button that adds one. */
  one: (code: string) => string;
  add: string;
  columns: readonly Column<T>[];
  fields: readonly Field[];
  edits: boolean;
  empty: ReactNode;
}

/** A list of plain things of the plant, with a form for each. */
export function PlainTable<T extends Item>({
  definition,
  list,
  title,
  one,
  add,
  columns,
  fields,
  edits,
  empty,
}: Props<T>) {
  const rows = useMemo(() => [...((definition[list] ?? []) as unknown as readonly T[])], [definition, list]);
  return (
    <EditedTable
      title={title}
      rows={rows}
      columns={columns}
      edits={edits}
      add={add}
      empty={empty}
      form={(index, close) => (
        <PlainForm
          definition={definition}
          list={list}
          index={index}
          title={rows[index] ? one(rows[index].code) : add}
          fields={fields}
          close={close}
        />
      )}
    />
  );
}

interface FormProps {
  definition: Definition;
  list: PlainList;
  /** Which item; that after the last for a new one. */
  index: number;
  title: string;
  fields: readonly Field[];
  close: () => void;
}

function PlainForm({ definition, list, index, title, fields, close }: FormProps) {
  // Its fields are those of the list, whatever their names are.
  const items = (definition[list] ?? []) as unknown as readonly Values[];
  const [item, setItem] = useState<Values>(items[index] ?? { code: "" });
  const to = (next: Values | undefined) => ({ ...definition, [list]: replaced(items, index, next) });
  return (
    <FormDialog
      title={title}
      definition={definition}
      path={`${list}[${String(index)}]`}
      changed={() => to(tidy(item))}
      without={items[index] ? () => to(undefined) : undefined}
      close={close}
    >
      {(fault) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {fields.map((field, i) => (
            <PlainField
              key={field.key}
              field={field}
              first={i === 0}
              value={item[field.key]}
              error={fault(field.key)}
              set={(value) => setItem((old) => ({ ...old, [field.key]: value }))}
            />
          ))}
        </SimpleGrid>
      )}
    </FormDialog>
  );
}

interface FieldProps {
  field: Field;
  first: boolean;
  value: unknown;
  error: string | undefined;
  set: (value: unknown) => void;
}

function PlainField({ field, first, value, error, set }: FieldProps) {
  const shared = { label: field.label, description: field.hint, error, "data-autofocus": first || undefined };
  if (field.choices && field.many) {
    return (
      <MultiSelect
        {...shared}
        searchable
        data={field.choices}
        value={(value as string[] | undefined) ?? []}
        onChange={set}
      />
    );
  }
  if (field.choices) {
    return (
      <NativeSelect
        {...shared}
        data={field.choices}
        value={(value as string | undefined) ?? ""}
        onChange={(e) => set(e.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      inputMode={field.number ? "numeric" : "text"}
      value={typeof value === "string" || typeof value === "number" ? String(value) : ""}
      onChange={(e) => set(typed(field, e.currentTarget.value))}
    />
  );
}

/** What was typed, as the definition has it; a number that is none is sent as it is, to be told so. */
function typed(field: Field, text: string): unknown {
  if (field.key === "code") return text.trim();
  if (!field.number) return text;
  return /^\d+$/.test(text) ? Number(text) : text === "" ? undefined : text;
}
