import { Alert, Badge, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { problemOf, type Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Waiting } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { found, nameOf, sure, type Trace } from "./affected";
import { queryOf } from "./asked";
import { messages } from "./messages";
import { traceRoute } from "./route";
import { Question } from "./start";
import { Affected } from "./table";

const Drawing = lazy(() => import("./graph").then((m) => ({ default: m.Drawing })));

type Query = NonNullable<ReturnType<typeof queryOf>>;

/** Follows an object to everything that it went into, or that went into it, and says where each of it is. */
export function TraceScreen() {
  const t = useMessages(messages);
  const query = queryOf(traceRoute.useSearch());
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Question />
      {query ? <Answered query={query} /> : <Empty title={t.nothing}>{t.nothingFix}</Empty>}
    </Stack>
  );
}

function Answered({ query }: { query: Query }) {
  const t = useMessages(messages);
  const answer = useQuery({ ...read("/api/v1/trace", { query }), retry: false });
  if (answer.isError) {
    const problem = problemOf(answer.error);
    if (problem.candidates) return <Candidates refs={problem.candidates} />;
    if (problem.code === "H451") return <Empty title={t.unknown}>{t.ofHint}</Empty>;
    return <ProblemPanel error={answer.error} retry={() => void answer.refetch()} />;
  }
  if (!answer.data) return <Waiting />;
  return <Found trace={answer.data} query={query} />;
}

function Found({ trace, query }: { trace: Trace; query: Query }) {
  const t = useMessages(messages);
  const format = useFormat();
  const forward = trace.direction === "forward";
  const nodes = found(trace);
  const proven = nodes.filter(sure).length;
  const total = format.number(nodes.length);
  const start = trace.nodes[0]?.object;
  if (trace.where && trace.starts === 0) return <Empty title={t.nothingFits}>{t.nothingFitsFix}</Empty>;
  return (
    <Stack>
      <Group gap="sm" aria-live="polite">
        <Title order={2} size="h3" className="world">
          {trace.where || !start
            ? t.fitting(format.number(trace.starts))
            : `${nameOf(start)} ${start.part ? `· ${start.part}` : ""}`}
        </Title>
        <Badge size="lg" tt="none" variant="outline" color="gray" c="inherit">
          {forward ? t.affected(total) : t.inside(total)}
        </Badge>
        <Text>{t.mixed(format.number(proven), format.number(nodes.length - proven))}</Text>
        <Text c="dimmed" size="sm">
          {t.took(format.number(trace.tookMicros / 1e6, 3), format.number(trace.seq))}
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
        <>
          <Affected trace={trace} nodes={nodes} query={query} />
          <Suspense fallback={<Waiting />}>
            <Drawing query={query} />
          </Suspense>
        </>
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
          <ScreenLink
            key={r.id}
            to="/trace"
            search={(old) => ({ ...old, of: r.id, open: undefined })}
            className="world"
          >
            {[r.name ?? r.id, r.part, r.maker].filter(Boolean).join(" · ")}
          </ScreenLink>
        ))}
      </Stack>
    </section>
  );
}
