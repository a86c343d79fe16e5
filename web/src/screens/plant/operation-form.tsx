import { ActionIcon, Button, Checkbox, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { type Characteristic, type Definition, type Operation, type Route } from "@/plant/definition";
import { FormDialog, replaced } from "./form";
import { formWords } from "./form-words";
import { OperationFiles } from "./operation-files";
import { OperationRules, tidied } from "./operation-rules";
import { words } from "./words";

interface Props {
  definition: Definition;
  /** Of the route, and of the operation in it; one past its end for a new one. */
  route: number;
  operation: number;
  close: () => void;
}

/** Changes an operation of a route: its name, its place in the order, and what is measured there. */
export function OperationForm({ definition, route, operation: index, close }: Props) {
  const t = useMessages(words);
  const f = useMessages(formWords);
  const on = definition.routes?.[route];
  const before = on?.operations[index];
  const [operation, setOperation] = useState<Operation>(before ?? { code: "" });
  const [place, setPlace] = useState(String(index + 1));
  const set = (change: Partial<Operation>) => setOperation((o) => ({ ...o, ...change }));
  const values = operation.characteristics ?? [];
  const setValue = (i: number, value: Characteristic | undefined) =>
    set({ characteristics: replaced(values, i, value) });
  if (!on) return null;
  const count = on.operations.length + (before ? 0 : 1);
  const to = Math.min(Math.max(Math.trunc(Number(place)) || 1, 1), count) - 1;
  const whole = (operations: Operation[]) => ({
    ...definition,
    routes: replaced<Route>(definition.routes, route, { ...on, operations }),
  });
  const others = on.operations.filter((o) => o !== before);
  return (
    <FormDialog
      title={before ? f.editOperation(before.code) : t.addOperation}
      definition={definition}
      path={`routes[${route}].operations[${to}]`}
      changed={() => whole(others.toSpliced(to, 0, tidied(operation)))}
      without={before ? () => whole(others) : undefined}
      close={close}
    >
      {(fault) => (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <TextInput
              label={t.code}
              data-autofocus
              value={operation.code}
              error={fault("code")}
              onChange={(e) => set({ code: e.currentTarget.value.trim() })}
            />
            <TextInput
              label={t.name}
              value={operation.name ?? ""}
              error={fault("name")}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            <TextInput
              label={f.placeOf(count)}
              inputMode="numeric"
              value={place}
              onChange={(e) => setPlace(e.currentTarget.value)}
            />
          </SimpleGrid>
          <Checkbox
            label={f.mayBeSkipped}
            checked={operation.optional ?? false}
            onChange={(e) => set({ optional: e.currentTarget.checked })}
          />
          <OperationFiles operation={operation} fault={fault} set={set} />
          <Title order={3} size="h5">
            {t.values}
          </Title>
          <Stack gap="xs">
            {values.length === 0 ? <Text c="dimmed">{f.noValuesHere}</Text> : null}
            {values.map((value, i) => (
              <ValueFields
                key={i}
                value={value}
                fault={(field) => fault(`characteristics[${i}].${field}`)}
                set={(next) => setValue(i, next)}
              />
            ))}
            <Button
              variant="default"
              size="compact-md"
              style={{ alignSelf: "start" }}
              onClick={() => setValue(values.length, { code: "", required: true })}
            >
              {f.addValue}
            </Button>
          </Stack>
          <OperationRules definition={definition} operation={operation} before={others} fault={fault} set={set} />
        </>
      )}
    </FormDialog>
  );
}

interface ValueProps {
  value: Characteristic;
  fault: (field: string) => string | undefined;
  set: (value: Characteristic | undefined) => void;
}

function ValueFields({ value, fault, set }: ValueProps) {
  const t = useMessages(words);
  const f = useMessages(formWords);
  const field = (name: "code" | "name" | "uom" | "lower" | "nominal" | "upper", label: string) => (
    <TextInput
      label={label}
      value={value[name] ?? ""}
      error={fault(name)}
      onChange={(e) =>
        set({ ...value, [name]: name === "name" ? e.currentTarget.value : e.currentTarget.value.trim() })
      }
    />
  );
  return (
    <Group align="start" gap="xs" wrap="nowrap" className="card" p="xs">
      <SimpleGrid cols={{ base: 2, sm: 6 }} spacing="xs" flex={1}>
        {field("code", t.code)}
        {field("name", t.name)}
        {field("lower", t.lower)}
        {field("nominal", t.nominal)}
        {field("upper", t.upper)}
        {field("uom", t.uom)}
        <Checkbox
          label={t.required}
          checked={value.required ?? false}
          onChange={(e) => set({ ...value, required: e.currentTarget.checked })}
        />
        <Checkbox
          label={t.ctq}
          checked={value.ctq ?? false}
          onChange={(e) => set({ ...value, ctq: e.currentTarget.checked })}
        />
      </SimpleGrid>
      <ActionIcon
        variant="default"
        size="lg"
        mt={26}
        aria-label={f.dropLine(value.code)}
        onClick={() => set(undefined)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
