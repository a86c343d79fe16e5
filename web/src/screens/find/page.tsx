import { Badge, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call, problemOf, type Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { codeWords } from "@/app/code-words";
import { useMessages } from "@/app/i18n";
import { things as words } from "@/app/things";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { messages } from "./messages";
import { findRoute } from "./route";

type Thing = Schemas["Object"];
type Reading = Schemas["Reading"];

/** Looks up a code: what it belongs to, what begins so, and how it can be understood. */
export function Find() {
  const t = useMessages(messages);
  const { code } = findRoute.useSearch();
  const navigate = findRoute.useNavigate();
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <form
        key={code}
        onSubmit={(e) => {
          e.preventDefault();
          const typed = new FormData(e.currentTarget).get("code");
          if (typeof typed === "string") void navigate({ search: { code: typed.trim() || undefined } });
        }}
      >
        <Group align="end">
          <TextInput name="code" label={t.code} description={t.hint} defaultValue={code} w={340} maw="100%" />
          <Button type="submit">{t.look}</Button>
        </Group>
      </form>
      {code ? <Found code={code} /> : <Empty title={t.nothing}>{t.nothingFix}</Empty>}
    </Stack>
  );
}

function Found({ code }: { code: string }) {
  const t = useMessages(messages);
  const exact = useQuery({ ...read("/api/v1/objects/{id}", { path: { id: code } }, always), retry: false });
  const begins = useQuery(read("/api/v1/objects", { query: { text: code, limit: 50 } }));
  const readings = useQuery({
    queryKey: ["/api/v1/codes/parse", code],
    queryFn: ({ signal }) => call("post", "/api/v1/codes/parse", { body: { code } }, { signal }),
  });
  const problem = exact.isError ? problemOf(exact.error) : undefined;
  const others = begins.data?.items.filter((o) => o.id !== exact.data?.id) ?? [];
  return (
    <Stack>
      {exact.data ? <Things label={t.title} things={[exact.data]} /> : null}
      {problem?.candidates ? <Candidates refs={problem.candidates} /> : null}
      {problem?.code === "H451" ? <Empty title={t.unknown}>{t.unknownFix}</Empty> : null}
      {problem && !["H451", "H409"].includes(problem.code) ? (
        <ProblemPanel error={exact.error} retry={() => void exact.refetch()} />
      ) : null}
      {others.length > 0 ? (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t.matches}
          </Title>
          <Things label={t.matches} things={others} />
        </section>
      ) : null}
      <section>
        <Title order={2} size="h4" mb="xs">
          {t.readings}
        </Title>
        <Answer of={readings}>{(list) => list.items.map((r) => <ReadingCard key={r.canonical} reading={r} />)}</Answer>
      </section>
    </Stack>
  );
}

function Things({ label, things }: { label: string; things: readonly Thing[] }) {
  const t = useMessages(words);
  const columns = useMemo<Column<Thing>[]>(
    () => [
      {
        id: "name",
        header: t.name,
        cell: (o) => (
          <ObjectLink of={o}>
            <b>{o.name ?? o.id}</b>
          </ObjectLink>
        ),
      },
      { id: "kind", header: t.kind, cell: (o) => t[o.kind] },
      { id: "part", header: t.part, cell: (o) => [o.part, o.revision].filter(Boolean).join(" ") },
      { id: "place", header: t.place, cell: (o) => o.station ?? o.location ?? "–" },
      {
        id: "life",
        header: t.life,
        cell: (o) => (
          <Group gap="xs">
            {t[o.life]}
            {o.holds?.length ? (
              <Badge color="red" c="var(--text-stop)">
                {t.held}
              </Badge>
            ) : null}
          </Group>
        ),
      },
    ],
    [t],
  );
  return <DataTable label={label} rows={things} columns={columns} rowKey={(o) => o.id} empty={null} />;
}

function Candidates({ refs }: { refs: readonly Schemas["ObjectRef"][] }) {
  const t = useMessages(messages);
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t.candidates}
      </Title>
      <Stack gap={4}>
        {refs.map((r) => (
          <ScreenLink key={r.id} to="/find" search={{ code: r.id }} className="world">
            {[r.name ?? r.id, r.part, r.maker].filter(Boolean).join(" · ")}
          </ScreenLink>
        ))}
      </Stack>
    </section>
  );
}

function ReadingCard({ reading }: { reading: Reading }) {
  const w = useMessages(codeWords);
  return (
    <Stack className="card" p="md" gap={4} mb="sm">
      <Group gap="xs">
        <Text fw={650}>{w[`scheme-${reading.scheme}`]}</Text>
        <Badge color="gray" c="dimmed" tt="none">
          {w[`confidence-${reading.confidence}`]}
        </Badge>
        <Text size="sm" c="dimmed">
          {reading.reason}
        </Text>
      </Group>
      {reading.text.map((line) => (
        <Text key={line} className="world">
          {line}
        </Text>
      ))}
      {reading.faults.map((f) => (
        <Text key={f.code + (f.where ?? "")} size="sm" c="var(--text-check)" className="world">
          {f.text} {f.fix}
        </Text>
      ))}
    </Stack>
  );
}
