import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf, type Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { things } from "@/app/things";
import { Waiting } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { ProblemPanel } from "@/ui/problem";
import { AsBuilt } from "./built";
import { touches, type Detail } from "./data";
import { Defects } from "./defects";
import { Calibrations } from "./equipment";
import { Holds, Identity, States } from "./identity";
import { Labels } from "./labels";
import { messages } from "./messages";
import { recordRoute } from "./route";
import { Take } from "./take";
import { Timeline } from "./timeline";
import { Values } from "./values";
import { Went } from "./went";

/** Everything that is known of one object: its as-built record. */
export function RecordScreen() {
  const { id } = recordRoute.useParams();
  const t = useMessages(messages);
  const detail = useQuery({ ...read("/api/v1/objects/{id}", { path: { id } }, touches(id)), retry: false });
  if (detail.data) return <Found key={detail.data.id} of={detail.data} />;
  if (!detail.isError) return <Waiting />;
  const problem = problemOf(detail.error);
  return (
    <Stack>
      <Title order={1} size="h2" className="world">
        {id.length > 80 ? `${id.slice(0, 80)}…` : id}
      </Title>
      {problem.candidates ? <Candidates refs={problem.candidates} /> : null}
      {problem.code === "H451" ? (
        <Empty title={t.unknown}>
          {t.unknownFix}{" "}
          <ScreenLink to="/find" search={{ code: id }}>
            {t.lookUp}
          </ScreenLink>
        </Empty>
      ) : null}
      {problem.candidates || problem.code === "H451" ? null : (
        <ProblemPanel error={detail.error} retry={() => void detail.refetch()} />
      )}
    </Stack>
  );
}

function Found({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const words = useMessages(things);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="start">
        <div>
          <Text c="dimmed" size="sm">
            {words[o.kind]}
          </Text>
          <Group gap="sm">
            <Title order={1} size="h2" className="world">
              {o.name ?? o.id}
            </Title>
            <States of={o} />
          </Group>
        </div>
        <Take of={o} />
      </Group>
      {o.stub ? <Empty title={t.stub}>{t.stubFix}</Empty> : null}
      <Holds of={o} />
      <Identity of={o} />
      {o.kind === "equipment" ? <Calibrations of={o} /> : null}
      <AsBuilt of={o} />
      <Values of={o} />
      <Defects of={o} />
      <Labels of={o} />
      <Went of={o} />
      <Timeline of={o} />
      <Printed of={o} />
    </Stack>
  );
}

/** Stands at the end of what is printed: from where and when it is. */
function Printed({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { site } = useMe();
  const [at] = useState(() => Date.now());
  return (
    <Text size="sm" className="print-only world">
      {t.printed(site.name ?? site.code, format.dateTime(at))} {o.uri} · {format.number(o.created)}–
      {format.number(o.last)}
    </Text>
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
          <ObjectLink key={r.id} of={r}>
            {[r.name ?? r.id, r.part, r.maker].filter(Boolean).join(" · ")}
          </ObjectLink>
        ))}
      </Stack>
    </section>
  );
}
