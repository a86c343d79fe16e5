import { ActionIcon, Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { tidy, trackings, type BillLine, type Definition, type Part, type Tracking } from "@/plant/definition";
import { FormDialog, replaced } from "./form";
import { formWords } from "./form-words";
import { words } from "./words";

interface Props {
  definition: Definition;
  /** Of the part in the list; one past its end for a new one. */
  index: number;
  close: () => void;
}

/** Changes a part and its bill of material. */
export function PartForm({ definition, index, close }: Props) {
  const t = useMessages(words);
  const f = useMessages(formWords);
  const before = definition.parts?.[index];
  const [part, setPart] = useState<Part>(before ?? { number: "" });
  const set = (change: Partial<Part>) => setPart((p) => ({ ...p, ...change }));
  const routes = (definition.routes ?? []).map((r) => r.code);
  const operations = definition.routes?.find((r) => r.code === part.route)?.operations.map((o) => o.code) ?? [];
  const whole = (item: Part | undefined) => ({ ...definition, parts: replaced(definition.parts, index, item) });
  const bill = part.bom ?? [];
  const setLine = (i: number, line: BillLine | undefined) => set({ bom: replaced(bill, i, line) });
  return (
    <FormDialog
      title={before ? f.editPart(before.number) : t.addPart}
      definition={definition}
      path={`parts[${index}]`}
      changed={() => whole(tidy({ ...part, bom: bill.map((l) => tidy(l)) }))}
      without={before ? () => whole(undefined) : undefined}
      close={close}
    >
      {(fault) => (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t.number}
              data-autofocus
              value={part.number}
              error={fault("number")}
              onChange={(e) => set({ number: e.currentTarget.value.trim() })}
            />
            <TextInput
              label={t.revision}
              value={part.revision ?? ""}
              error={fault("revision")}
              onChange={(e) => set({ revision: e.currentTarget.value.trim() })}
            />
            <TextInput
              label={t.name}
              value={part.name ?? ""}
              error={fault("name")}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            <NativeSelect
              label={t.tracking}
              data={trackings.map((value) => ({ value, label: t[`tracking-${value}`] }))}
              value={part.tracking ?? "serial"}
              error={fault("tracking")}
              onChange={(e) => set({ tracking: e.currentTarget.value as Tracking })}
            />
            <NativeSelect
              label={t.route}
              data={[{ value: "", label: t.bought }, ...routes]}
              value={part.route ?? ""}
              error={fault("route")}
              onChange={(e) => set({ route: e.currentTarget.value })}
            />
            <TextInput
              label={t.uom}
              description={f.uomHint}
              value={part.uom ?? ""}
              error={fault("uom")}
              onChange={(e) => set({ uom: e.currentTarget.value.trim() })}
            />
            <TextInput
              label={t.serials}
              description={f.serialsHint}
              value={part.serials ?? ""}
              error={fault("serials")}
              onChange={(e) => set({ serials: e.currentTarget.value })}
            />
            <TextInput
              label={t.gtin}
              value={part.gtin ?? ""}
              error={fault("gtin")}
              onChange={(e) => set({ gtin: e.currentTarget.value.trim() })}
            />
          </SimpleGrid>
          <Title order={3} size="h5">
            {t.bill}
          </Title>
          <Stack gap="xs">
            {bill.length === 0 ? <Text c="dimmed">{t.noBill}</Text> : null}
            {bill.map((line, i) => (
              <BillFields
                key={i}
                line={line}
                parts={definition.parts ?? []}
                operations={operations}
                fault={(field) => fault(`bom[${i}].${field}`)}
                set={(next) => setLine(i, next)}
              />
            ))}
            <Button
              variant="default"
              size="compact-md"
              style={{ alignSelf: "start" }}
              onClick={() => setLine(bill.length, { line: nextLine(bill), part: "" })}
            >
              {f.addLine}
            </Button>
          </Stack>
        </>
      )}
    </FormDialog>
  );
}

/** The number of the next line of a bill: lines are counted in tens. */
export function nextLine(bill: readonly { line: string }[]): string {
  const last = Math.max(0, ...bill.map((l) => Number.parseInt(l.line, 10) || 0));
  return String(Math.floor(last / 10) * 10 + 10);
}

interface LineProps {
  line: BillLine;
  parts: readonly Part[];
  operations: readonly string[];
  fault: (field: string) => string | undefined;
  set: (line: BillLine | undefined) => void;
}

function BillFields({ line, parts, operations, fault, set }: LineProps) {
  const t = useMessages(words);
  const f = useMessages(formWords);
  const numbers = [...new Set(parts.map((p) => p.number))];
  return (
    <Group align="start" gap="xs" wrap="nowrap">
      <TextInput
        aria-label={t.line}
        w={64}
        value={line.line}
        error={fault("line")}
        onChange={(e) => set({ ...line, line: e.currentTarget.value.trim() })}
      />
      <NativeSelect
        aria-label={t.component}
        flex={2}
        data={["", ...(numbers.includes(line.part) || line.part === "" ? numbers : [line.part, ...numbers])]}
        value={line.part}
        error={fault("part")}
        onChange={(e) => set({ ...line, part: e.currentTarget.value })}
      />
      <TextInput
        aria-label={t.quantity}
        placeholder="1"
        w={72}
        value={line.quantity ?? ""}
        error={fault("quantity")}
        onChange={(e) => set({ ...line, quantity: e.currentTarget.value.trim() })}
      />
      <NativeSelect
        aria-label={t.operation}
        flex={1}
        data={[{ value: "", label: t.anywhere }, ...operations]}
        value={line.operation ?? ""}
        error={fault("operation")}
        onChange={(e) => set({ ...line, operation: e.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t.capture}
        flex={1}
        data={(["scan-each", "scan-on-change", "backflush"] as const).map((value) => ({
          value,
          label: t[`capture-${value}`],
        }))}
        value={line.capture ?? "scan-each"}
        error={fault("capture")}
        onChange={(e) => set({ ...line, capture: e.currentTarget.value as NonNullable<BillLine["capture"]> })}
      />
      <ActionIcon variant="default" size="lg" aria-label={f.dropLine(line.line)} onClick={() => set(undefined)}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
