import { Alert, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { ScreenButton } from "@/ui/link";
import { messages } from "./messages";
import { Inclusion } from "./inclusion";
import { Before, Body, Envelope } from "./parts";
import { entryRoute } from "./route";

/** What an entry of the journal says, as it stands there. */
export function EntryScreen() {
  const t = useMessages(messages);
  const format = useFormat();
  const { seq } = entryRoute.useParams();
  const number = Number(seq);
  const entry = useQuery({
    ...read("/api/v1/journal/entries/{seq}", { path: { seq: number } }),
    staleTime: Infinity, // entries never change
    retry: false,
  });
  const correction = correctionOf(entry.data?.body);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2" className="world">
          {t.entry(Number.isFinite(number) ? format.number(number) : seq)}
        </Title>
        <Group gap="xs">
          <ScreenButton
            to="/journal/$seq"
            params={{ seq: String(Math.max(0, number - 1)) }}
            variant="default"
            disabled={number <= 0}
          >
            {t.previous}
          </ScreenButton>
          <ScreenButton to="/journal/$seq" params={{ seq: String(number + 1) }} variant="default">
            {t.following}
          </ScreenButton>
        </Group>
      </Group>
      <Answer of={entry}>
        {(e) => (
          <>
            <Envelope of={e} />
            {correction ? (
              <Alert color="yellow" variant="outline" title={t.correctionTitle}>
                <Text className="world">{correction.reason}</Text>
                <Text>{t.correctionText}</Text>
              </Alert>
            ) : null}
            {correction ? <Before seq={correction.entry} /> : null}
            <Body title={correction ? t.after : t.body} body={e.body} erased={e.erased ?? false} />
            <Inclusion seq={e.seq} leaf={e.leaf} />
          </>
        )}
      </Answer>
    </Stack>
  );
}

/** The entry that a correction declares wrong, and why; undefined for any other body. */
function correctionOf(body: unknown): { entry: number; reason: string } | undefined {
  if (typeof body !== "object" || body === null || !("fact" in body)) return undefined;
  const fact = body.fact as { entry?: unknown; reason?: unknown; told?: unknown } | null;
  if (typeof fact?.entry !== "number" || typeof fact.reason !== "string") return undefined;
  return { entry: fact.entry, reason: fact.reason };
}
