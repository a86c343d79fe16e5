import { Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call, type Schemas } from "@/api/call";
import { always } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { Waiting } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { EntryLink } from "@/ui/entry";
import { Filter } from "@/ui/filter";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { messages } from "./messages";
import { journalRoute, type Search } from "./route";
import { Verification } from "./verification";

type Event = Schemas["Event"];

/** Kinds of entries that can be asked for; the words are in the messages. */
const kinds = [
  "material",
  "judged",
  "breach",
  "breach-closed",
  "hold",
  "release",
  "correction",
  "permission",
  "permission-act",
  "plant",
  "order",
  "station",
  "andon",
  "andon-act",
  "certificate",
  "certificate-revoked",
  "print",
  "access",
  "erasure",
  "key",
  "epoch",
] as const;

/** The journal, the last entry first: who did what, and when; and whether it is sound. */
export function Journal() {
  const t = useMessages(messages);
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Verification />
      <Entries />
    </Stack>
  );
}

/** A time of the address as the API has it. */
function instant(text: string | undefined): string | undefined {
  const at = text ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function useEntries(asked: Search) {
  const from = instant(asked.from);
  const until = instant(asked.until);
  const { kind, object, station, actor } = asked;
  return useInfiniteQuery({
    queryKey: ["/api/v1/journal/search", asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        "get",
        "/api/v1/journal/search",
        {
          query: {
            limit: 100,
            ...(kind ? { kind } : {}),
            ...(object ? { object } : {}),
            ...(station ? { station } : {}),
            ...(actor ? { actor } : {}),
            ...(from ? { from } : {}),
            ...(until ? { until } : {}),
            ...(pageParam > 0 ? { before: pageParam } : {}),
          },
        },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.next ? Number(last.next) : null),
    meta: { live: always },
    retry: false,
  });
}

function Entries() {
  const t = useMessages(messages);
  const asked = journalRoute.useSearch();
  const entries = useEntries(asked);
  const navigate = journalRoute.useNavigate();
  const search = (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const rows = useMemo(() => entries.data?.pages.flatMap((p) => p.items) ?? [], [entries.data]);
  const columns = useColumns(rows);
  const filtered = Object.values(asked).some((value) => value !== undefined);
  return (
    <>
      <Group align="end" gap="sm">
        <Select
          label={t.kind}
          placeholder={t.all}
          clearable
          searchable
          w={190}
          data={kinds.map((value) => ({ value, label: t[`kind-${value}`] }))}
          value={asked.kind ?? null}
          onChange={(value) => search({ kind: value ?? undefined })}
        />
        <Filter label={t.object} w={170} value={asked.object} onFilter={(object) => search({ object })} />
        <Filter label={t.station} w={110} value={asked.station} onFilter={(station) => search({ station })} />
        <Filter
          label={t.person}
          placeholder="p-…"
          w={140}
          value={asked.actor}
          key={asked.actor}
          onFilter={(actor) => search({ actor })}
        />
        <TextInput
          type="datetime-local"
          label={t.from}
          value={asked.from ?? ""}
          onChange={(e) => search({ from: e.currentTarget.value || undefined })}
        />
        <TextInput
          type="datetime-local"
          label={t.until}
          value={asked.until ?? ""}
          onChange={(e) => search({ until: e.currentTarget.value || undefined })}
        />
      </Group>
      {entries.isError ? <ProblemPanel error={entries.error} retry={() => void entries.refetch()} /> : null}
      {entries.isPending ? <Waiting /> : null}
      {entries.data ? (
        <DataTable
          label={t.title}
          rows={rows}
          columns={columns}
          rowKey={(e) => String(e.seq)}
          empty={
            entries.hasNextPage ? (
              <Empty title={t.nothingYet}>{t.nothingYetFix}</Empty>
            ) : (
              <Empty title={t.nothing}>
                {filtered ? (
                  <ScreenLink to="/journal" search={{}}>
                    {t.showAll}
                  </ScreenLink>
                ) : (
                  t.nothingFix
                )}
              </Empty>
            )
          }
        />
      ) : null}
      {entries.hasNextPage ? (
        <Button
          variant="default"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
          style={{ alignSelf: "start" }}
        >
          {t.more}
        </Button>
      ) : null}
    </>
  );
}

function useColumns(rows: readonly Event[]): Column<Event>[] {
  const t = useMessages(messages);
  const format = useFormat();
  const names = useNames(rows.map((e) => e.actor));
  return useMemo(
    () => [
      { id: "seq", header: t.number, cell: (e) => <EntryLink seq={e.seq} />, numeric: true },
      {
        id: "when",
        header: t.recorded,
        cell: (e) => (
          <Text span size="sm" style={{ whiteSpace: "nowrap" }}>
            {format.dateTime(e.recordedAt)}
          </Text>
        ),
      },
      { id: "kind", header: t.kind, cell: (e) => <Kind of={e} /> },
      {
        id: "what",
        header: t.what,
        cell: (e) => (
          <Text span size="sm" className="world" miw="16rem" display="inline-block">
            {e.erased ? t.erased : (e.text ?? e.verb ?? "")}
          </Text>
        ),
      },
      {
        id: "objects",
        header: t.object,
        cell: (e) => (
          <Group gap={6}>
            {(e.objects ?? []).slice(0, 3).map((o) => (
              <ObjectLink key={o.id} of={o} />
            ))}
            {e.objectCount > 3 ? <span>+{format.number(e.objectCount - 3)}</span> : null}
          </Group>
        ),
      },
      { id: "station", header: t.station, cell: (e) => e.station ?? "" },
      {
        id: "person",
        header: t.person,
        cell: (e) =>
          e.actor ? (
            <ScreenLink to="/journal" search={(old) => ({ ...old, actor: e.actor })} size="sm" className="world">
              {names(e.actor)}
            </ScreenLink>
          ) : (
            (e.device ?? "")
          ),
      },
    ],
    [t, format, names],
  );
}

function Kind({ of: e }: { of: Event }) {
  const t = useMessages(messages) as unknown as Record<string, string>;
  const answer = e.verdict?.answer;
  return (
    <>
      {t[`kind-${e.kind}`] ?? e.kind}{" "}
      {answer === "refuse" || answer === "ask" ? (
        <Text span size="sm" c={answer === "refuse" ? "var(--text-stop)" : "var(--text-check)"}>
          {e.verdict?.code}
        </Text>
      ) : null}
    </>
  );
}
