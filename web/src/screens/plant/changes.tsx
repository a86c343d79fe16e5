import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { Empty } from "@/ui/empty";
import { DataTable, type Column } from "@/ui/table";
import classes from "./changes.module.css";
import { messages } from "./messages";

type Change = Schemas["PlantChange"];

const signs = { added: "+", removed: "−", changed: "~" } as const;

/** Lists what differs between two definitions. */
export function Changes({ label, changes }: { label: string; changes: readonly Change[] }) {
  const t = useMessages(messages);
  const columns: Column<Change>[] = [
    {
      id: "op",
      header: t.change,
      cell: (c) => (
        <Group gap={6} wrap="nowrap">
          <b aria-hidden>{signs[c.op]}</b> {t[c.op]}
        </Group>
      ),
    },
    { id: "path", header: t.where, cell: (c) => <b className={`world ${classes.path ?? ""}`}>{c.path}</b> },
    { id: "old", header: t.before, cell: (c) => <Value text={c.old} /> },
    { id: "new", header: t.after, cell: (c) => <Value text={c.new} /> },
  ];
  return (
    <DataTable
      label={label}
      rows={changes}
      columns={columns}
      rowKey={(c) => `${c.path} ${c.op}`}
      empty={<Empty title={t.noChanges}>{t.noChangesFix}</Empty>}
    />
  );
}

/** What of a long value is shown until one asks for the rest. */
const short = 120;

function Value({ text = "" }: { text?: string | undefined }) {
  if (text.length <= short) return <code className="world">{text}</code>;
  return (
    <details className={classes.long}>
      <summary>
        <code className="world">{text.slice(0, short)}…</code>
      </summary>
      <code className="world">…{text.slice(short)}</code>
    </details>
  );
}

/** Tells which work in progress and which orders a definition touches, and how each goes on. */
export function Touched({ of: diff }: { of: Schemas["PlantDiff"] }) {
  const t = useMessages(messages);
  if (diff.work.length === 0 && diff.orders.length === 0) return <Text c="dimmed">{t.touchesNothing}</Text>;
  return (
    <Stack gap="sm">
      {diff.work.map((w) => (
        <Stack key={JSON.stringify([w.part, w.revision, w.operation, w.next, w.then])} gap={2} className="card" p="sm">
          <Text>
            <b>{t.objects(w.objects)}</b> {[w.part, w.revision].filter(Boolean).join(" ")}
            {w.operation ? ` ${t.inWorkAt(w.operation)}` : w.next ? ` ${t.waitingFor(w.next)}` : ""}
          </Text>
          <Text size="sm">{w.how}</Text>
          <Text size="sm" c="dimmed" className="world">
            {w.names.join(", ")}
            {w.objects > w.names.length ? ` ${t.further(w.objects - w.names.length)}` : ""}
          </Text>
        </Stack>
      ))}
      {diff.orders.map((o) => (
        <Stack key={`${o.version ?? 0} ${o.how}`} gap={2} className="card" p="sm">
          <Text>
            <b>{t.orders(o.orders)}</b> {o.version ? t.keepVersion(o.version) : t.notReleased}
          </Text>
          <Text size="sm">{o.how}</Text>
          <Text size="sm" c="dimmed" className="world">
            {o.names.join(", ")}
          </Text>
        </Stack>
      ))}
      {diff.more ? <Text c="var(--text-check)">{t.moreTouched}</Text> : null}
    </Stack>
  );
}

/** A part of the draft with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
