import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  SimpleGrid,
  Stack,
  TextInput,
  Textarea,
  Title,
} from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { tidy, type Condition, type Definition, type Operation, type Since } from "@/plant/definition";
import { replaced } from "./form";
import { formWords } from "./form-words";
import { guardWords } from "./guard-words";
import { toolWords } from "./tool-words";
import { kinds } from "./tools";
import { words } from "./words";

interface Props {
  definition: Definition;
  operation: Operation;
  /** The other operations of its route. */
  before: readonly Operation[];
  fault: (field: string) => string | undefined;
  set: (change: Partial<Operation>) => void;
}

/** What the rules ask of an operation: who and with what, how often, how soon, and conditions of its own. */
export function OperationRules({ definition, operation: o, before, fault, set }: Props) {
  const t = useMessages(words);
  const g = useMessages(guardWords);
  const w = useMessages(toolWords);
  const since = o.since ?? [];
  const conditions = o.conditions ?? [];
  const others = before.map((x) => x.code);
  const coded = (list: readonly { code: string; name?: string }[]) =>
    list.map((x) => ({ value: x.code, label: x.name ? `${x.code} ${x.name}` : x.code }));
  const count = (key: "attempts" | "retests", label: string, hint: string) => (
    <TextInput
      label={label}
      description={hint}
      inputMode="numeric"
      value={o[key] || ""}
      error={fault(key)}
      onChange={(e) => set({ [key]: whole(e.currentTarget.value) })}
    />
  );
  return (
    <>
      <Title order={3} size="h5">
        {g.asked}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <MultiSelect
          label={t.skills}
          searchable
          data={coded(definition.skills ?? [])}
          value={o.skills ?? []}
          error={fault("skills")}
          onChange={(skills) => set({ skills })}
        />
        <MultiSelect
          label={t.tools}
          searchable
          data={[
            { group: g.anyOf, items: kinds.map((k) => ({ value: k, label: w[`kind-${k}`] })) },
            { group: g.justThis, items: coded(definition.equipment ?? []) },
          ]}
          value={o.equipment ?? []}
          error={fault("equipment")}
          onChange={(equipment) => set({ equipment })}
        />
        {count("attempts", g.attempts, g.attemptsHint)}
        {count("retests", g.retests, g.retestsHint)}
      </SimpleGrid>
      <Rows
        title={g.since}
        add={g.addSince}
        rows={since}
        name={(s) => s.operation}
        fresh={{ operation: others[0] ?? "" }}
        set={(next) => set({ since: next })}
      >
        {(s, change, i) => (
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs" flex={1}>
            <NativeSelect
              label={t.operation}
              data={others}
              value={s.operation}
              error={fault(`since[${i}].operation`)}
              onChange={(e) => change({ operation: e.currentTarget.value })}
            />
            {(["min", "max"] as const).map((key) => (
              <TextInput
                key={key}
                label={g[key]}
                placeholder="PT30M"
                value={s[key] ?? ""}
                error={fault(`since[${i}].${key}`)}
                onChange={(e) => change({ [key]: e.currentTarget.value.trim() })}
              />
            ))}
          </SimpleGrid>
        )}
      </Rows>
      <Rows
        title={g.conditions}
        add={g.addCondition}
        rows={conditions}
        name={(c) => c.code}
        fresh={{ code: "", expr: "" }}
        set={(next) => set({ conditions: next })}
      >
        {(c, change, i) => (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" flex={1}>
            <TextInput
              label={t.code}
              value={c.code}
              error={fault(`conditions[${i}].code`)}
              onChange={(e) => change({ code: e.currentTarget.value.trim() })}
            />
            <NativeSelect
              label={g.judged}
              data={[
                { value: "entry", label: g.entry },
                { value: "exit", label: g.exit },
              ]}
              value={c.at ?? "entry"}
              error={fault(`conditions[${i}].at`)}
              onChange={(e) => change({ at: e.currentTarget.value as "entry" | "exit" })}
            />
            <Textarea
              label={g.expr}
              description={g.exprHint}
              autosize
              minRows={2}
              spellCheck={false}
              value={c.expr}
              error={fault(`conditions[${i}].expr`)}
              onChange={(e) => change({ expr: e.currentTarget.value })}
            />
            <Stack gap="xs">
              {(["text", "next"] as const).map((key) => (
                <TextInput
                  key={key}
                  label={g[key]}
                  value={c[key] ?? ""}
                  error={fault(`conditions[${i}].${key}`)}
                  onChange={(e) => change({ [key]: e.currentTarget.value })}
                />
              ))}
            </Stack>
          </SimpleGrid>
        )}
      </Rows>
    </>
  );
}

interface RowsProps<T> {
  title: string;
  add: string;
  rows: readonly T[];
  name: (row: T) => string;
  /** What a new row begins with. */
  fresh: T;
  set: (rows: T[]) => void;
  children: (row: T, change: (to: Partial<T>) => void, index: number) => ReactNode;
}

function Rows<T extends Since | Condition>({ title, add, rows, name, fresh, set, children }: RowsProps<T>) {
  const f = useMessages(formWords);
  return (
    <Stack gap="xs" role="group" aria-label={title}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {rows.map((row, i) => (
        <Group key={i} align="start" gap="xs" wrap="nowrap" className="card" p="xs">
          {children(row, (to) => set(replaced(rows, i, { ...row, ...to })), i)}
          <ActionIcon
            variant="default"
            size="lg"
            mt={26}
            aria-label={f.dropLine(name(row))}
            onClick={() => set(replaced(rows, i, undefined))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" size="compact-md" style={{ alignSelf: "start" }} onClick={() => set([...rows, fresh])}>
        {add}
      </Button>
    </Stack>
  );
}

/** A whole number; what is none is sent as it is, to be told so. */
function whole(text: string): number | undefined {
  if (text.trim() === "") return undefined;
  return /^\d+$/.test(text) ? Number(text) : (text as unknown as number);
}

/** An operation as the document has it: without what is empty, and without what is as usual. */
export function tidied(o: Operation): Operation {
  const conditions = o.conditions?.map((c) => tidy<Condition>(c.at === "entry" ? { ...c, at: undefined } : c));
  return tidy<Operation>({
    ...o,
    characteristics: o.characteristics?.map((c) => tidy(c)),
    since: o.since?.map((s) => tidy(s)),
    conditions,
  });
}
