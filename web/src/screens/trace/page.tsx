import { Alert, Badge, Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { call, problemOf, type Schemas } from "@/api/call";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Waiting } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { found, nameOf, sure, type Trace } from "./affected";
import { messages } from "./messages";
import { directions, traceRoute, type Search } from "./route";
import { Affected } from "./table";

/** Follows an object to everything that it went into, or that went into it, and says where each of it is. */
export function TraceScreen() {
  const t = useMessages(messages);
  const { of } = traceRoute.useSearch();
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Question />
      {of ? <Answered of={of} /> : <Empty title={t.nothing}>{t.nothingFix}</Empty>}
    </Stack>
  );
}

/** The text of a field of a form. */
function field(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

/** A time as a field of a form has it, without a zone: that of whoever looks. */
function instant(local: string | undefined): string | undefined {
  if (local === undefined) return undefined;
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function local(instant: string | undefined): string {
  if (instant === undefined) return "";
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Question() {
  const t = useMessages(messages);
  const search = traceRoute.useSearch();
  const navigate = traceRoute.useNavigate();
  const ask = (change: Search) =>
    void navigate({ search: (old) => ({ ...old, place: undefined, kind: undefined, filter: undefined, ...change }) });
  return (
    <form
      key={JSON.stringify([search.of, search.asOf, search.knownAt])}
      onSubmit={(e) => {
        e.preventDefault();
        const form = new FormData(e.currentTarget);
        ask({
          of: field(form, "of"),
          asOf: instant(field(form, "asOf")),
          knownAt: instant(field(form, "knownAt")),
          carriers: form.has("carriers") || undefined,
        });
      }}
    >
      <Stack gap="sm">
        <Group align="end">
          <TextInput name="of" label={t.of} description={t.ofHint} defaultValue={search.of} miw={340} />
          <Button type="submit">{t.ask}</Button>
          <SegmentedControl
            aria-label={t.direction}
            data={directions.map((value) => ({ value, label: t[value] }))}
            value={search.direction ?? "forward"}
            onChange={(value) => ask({ direction: value === "back" ? "back" : undefined })}
          />
        </Group>
        <details open={Boolean(search.asOf ?? search.knownAt ?? search.carriers)}>
          <summary>{t.more}</summary>
          <Group align="end" mt="xs">
            <TextInput
              type="datetime-local"
              name="asOf"
              label={t.asOf}
              description={t.now}
              defaultValue={local(search.asOf)}
            />
            <TextInput
              type="datetime-local"
              name="knownAt"
              label={t.knownAt}
              description={t.now}
              defaultValue={local(search.knownAt)}
            />
            <Checkbox name="carriers" label={t.carriers} defaultChecked={search.carriers ?? false} mb="xs" />
          </Group>
        </details>
      </Stack>
    </form>
  );
}

/** Asks for the trace, and keeps how long the answer took. */
function useTrace(of: string) {
  const { direction = "forward", asOf, knownAt, carriers } = traceRoute.useSearch();
  const query = {
    direction,
    ...(asOf ? { asOf } : {}),
    ...(knownAt ? { knownAt } : {}),
    ...(carriers ? { carriers } : {}),
  };
  return useQuery({
    queryKey: ["/api/v1/objects/{id}/trace", of, query],
    queryFn: async ({ signal }) => {
      const began = performance.now();
      const trace = await call("get", "/api/v1/objects/{id}/trace", { path: { id: of }, query }, { signal });
      return { trace, seconds: (performance.now() - began) / 1000 };
    },
    retry: false,
  });
}

function Answered({ of }: { of: string }) {
  const t = useMessages(messages);
  const answer = useTrace(of);
  if (answer.isError) {
    const problem = problemOf(answer.error);
    if (problem.candidates) return <Candidates refs={problem.candidates} />;
    if (problem.code === "H451") return <Empty title={t.unknown}>{t.ofHint}</Empty>;
    return <ProblemPanel error={answer.error} retry={() => void answer.refetch()} />;
  }
  if (!answer.data) return <Waiting />;
  return <Found trace={answer.data.trace} seconds={answer.data.seconds} />;
}

function Found({ trace, seconds }: { trace: Trace; seconds: number }) {
  const t = useMessages(messages);
  const format = useFormat();
  const forward = trace.direction === "forward";
  const start = trace.nodes[0]?.object;
  const nodes = found(trace);
  if (!start) return null;
  const proven = nodes.filter(sure).length;
  const total = format.number(nodes.length);
  return (
    <Stack>
      <Group gap="sm" aria-live="polite">
        <Title order={2} size="h3" className="world">
          {nameOf(start)} {start.part ? `· ${start.part}` : ""}
        </Title>
        <Badge size="lg" tt="none" variant="outline" color="gray" c="inherit">
          {forward ? t.affected(total) : t.inside(total)}
        </Badge>
        <Text>
          {format.number(proven)} {t.proven}, {format.number(nodes.length - proven)} {t.possible}
        </Text>
        <Text c="dimmed" size="sm">
          {t.took(format.number(seconds, 2), format.number(trace.seq))}
        </Text>
      </Group>
      {trace.cut ? (
        <Alert color="yellow" variant="outline" title={t.cut}>
          {trace.cut}
        </Alert>
      ) : null}
      {nodes.length === 0 ? (
        <Empty title={forward ? t.alone : t.empty}>{forward ? t.aloneFix : t.emptyFix}</Empty>
      ) : (
        <Affected trace={trace} start={start} nodes={nodes} />
      )}
    </Stack>
  );
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
          <ScreenLink key={r.id} to="/trace" search={(old) => ({ ...old, of: r.id })} className="world">
            {[r.name ?? r.id, r.part, r.maker].filter(Boolean).join(" · ")}
          </ScreenLink>
        ))}
      </Stack>
    </section>
  );
}
