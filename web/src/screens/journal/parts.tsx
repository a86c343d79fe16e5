import { Code, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { EntryLink } from "@/ui/entry";
import { ObjectLink } from "@/ui/object";
import classes from "./journal.module.css";
import { messages } from "./messages";

type Entry = Schemas["Entry"];

/** When, where and by whom something was recorded, and what it touches. */
export function Envelope({ of: e }: { of: Entry }) {
  const t = useMessages(messages);
  const kinds = t as unknown as Record<string, string>;
  const format = useFormat();
  const names = useNames([e.actor]);
  const facts: [string, React.ReactNode][] = [
    [t.kind, kinds[`kind-${e.kind}`] ?? e.kind],
    [t.occurred, format.dateTime(e.occurredAt)],
    [t.recorded, format.dateTime(e.recordedAt)],
    [t.station, [e.station, e.position].filter(Boolean).join(" · ")],
    [t.person, names(e.actor)],
    [t.device, [e.device, e.source].filter(Boolean).join(" · ")],
    [t.plantVersion, e.plant === undefined ? "" : format.number(e.plant)],
    [t.command, e.command],
    [
      t.object,
      (e.links ?? []).slice(0, 20).map((l) => (
        <div key={l.object}>
          <ObjectLink of={{ id: l.object }} />
        </div>
      )),
    ],
  ];
  return (
    <dl className={`card ${classes.facts ?? ""}`}>
      {facts
        .filter(([, value]) => value !== "" && value !== undefined && !(Array.isArray(value) && value.length === 0))
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="world">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** The entry that a correction has declared wrong. */
export function Before({ seq }: { seq: number }) {
  const t = useMessages(messages);
  const before = useQuery({ ...read("/api/v1/journal/entries/{seq}", { path: { seq } }), staleTime: Infinity });
  if (!before.data) return null;
  return (
    <Stack gap="xs">
      <Body title={t.before} body={before.data.body} erased={before.data.erased ?? false}>
        <EntryLink seq={seq} />
      </Body>
    </Stack>
  );
}

interface BodyProps {
  title: string;
  body: unknown;
  erased: boolean;
  children?: React.ReactNode;
}

/** What an entry says: in a sentence where it has one, and as it stands there. */
export function Body({ title, body, erased, children }: BodyProps) {
  const t = useMessages(messages);
  const said = sentenceOf(body);
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {title} {children}
      </Title>
      {erased ? <Text c="dimmed">{t.erasedText}</Text> : null}
      {said ? <Text className="world">{said}</Text> : null}
      {erased ? null : (
        <Code block className={classes.body ?? ""} tabIndex={0} role="region" aria-label={title}>
          {JSON.stringify(body, null, 2)}
        </Code>
      )}
    </Stack>
  );
}

/** The sentence of the verdict in a body; empty where there is none. */
function sentenceOf(body: unknown): string {
  const verdict = (body as Record<string, { text?: unknown; next?: unknown } | undefined> | null | undefined) ?? {};
  const v = verdict["verdict"] ?? verdict["tw:verdict"];
  return typeof v?.text === "string" ? v.text : "";
}
