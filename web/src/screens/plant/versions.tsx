import { Button, Group, NativeSelect, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { callFor, type Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useNames } from "@/app/people";
import { save } from "@/app/save";
import { versions } from "@/plant/check";
import { useDraft } from "@/plant/draft";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { EntryLink } from "@/ui/entry";
import { ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { Changes } from "./changes";
import { messages } from "./messages";
import { plantRoute } from "./route";

type Version = Schemas["Plant"];

/** The versions that were published, and what differs between any two of them. */
export function Versions() {
  const list = useQuery(versions);
  return <Answer of={list}>{(page) => <List all={page.items} />}</Answer>;
}

function List({ all }: { all: readonly Version[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const name = useNames(all.map((v) => v.actor));
  const columns = useMemo<Column<Version>[]>(
    () => [
      {
        id: "version",
        header: t.version,
        cell: (v) => (
          <ScreenLink to="/plant" search={{ tab: "versions", version: String(v.version) }} size="sm">
            <b>{v.version}</b>
          </ScreenLink>
        ),
      },
      { id: "when", header: t.publishedAt, cell: (v) => format.dateTime(v.publishedAt) },
      { id: "who", header: t.publishedBy, cell: (v) => <span className="world">{name(v.actor) || "–"}</span> },
      { id: "why", header: t.why, cell: (v) => <span className="world">{v.reason ?? "–"}</span> },
      { id: "changes", header: t.changes, numeric: true, cell: (v) => format.number(v.changes?.length ?? 0) },
      { id: "entry", header: t.entry, numeric: true, cell: (v) => <EntryLink seq={v.seq} /> },
    ],
    [t, format, name],
  );
  const search = plantRoute.useSearch();
  const shown = all.find((v) => String(v.version) === search.version);
  return (
    <Stack>
      <DataTable
        label={t.versions}
        rows={all}
        columns={columns}
        rowKey={(v) => String(v.version)}
        empty={<Empty title={t.noVersions}>{t.noVersionsFix}</Empty>}
      />
      {shown ? <Compared version={shown.version} all={all} /> : null}
    </Stack>
  );
}

/** What differs between a version and another one, usually that before it. */
function Compared({ version, all }: { version: number; all: readonly Version[] }) {
  const t = useMessages(messages);
  const { from } = plantRoute.useSearch();
  const navigate = plantRoute.useNavigate();
  const with_ = Number(from ?? version - 1);
  const edits = may(useMe(), "define");
  const [draft, setDraft] = useDraft();
  const [problem, setProblem] = useState<unknown>();
  const current = all[0]?.version ?? 0;
  const compared = useQuery(
    read("/api/v1/plant/versions/{version}/changes", { path: { version }, query: { from: with_ } }),
  );
  const take = (use: (text: string) => void) => {
    setProblem(undefined);
    callFor("application/yaml", "get", "/api/v1/plant/versions/{version}", { path: { version } })
      .then((file) => file.text())
      .then(use)
      .catch(setProblem);
  };
  const others = all.filter((v) => v.version !== version).map((v) => String(v.version));
  return (
    <section>
      <Group mb="xs" align="end">
        <Title order={2} size="h4">
          {with_ === 0 ? t.firstVersion : t.comparison(version, with_)}
        </Title>
        {others.length > 0 ? (
          <NativeSelect
            aria-label={t.comparedWith}
            size="xs"
            data={others.map((v) => ({ value: v, label: t.versionNumber(v) }))}
            value={with_ === 0 ? (others.at(-1) ?? "") : String(with_)}
            onChange={(e) => {
              const value = e.currentTarget.value;
              void navigate({ search: (old) => ({ ...old, from: value }), replace: true });
            }}
          />
        ) : null}
        <Group ms="auto" gap="xs">
          <Button
            variant="default"
            size="compact-md"
            onClick={() => take((text) => save(`plant-${version}.yaml`, "application/yaml", text))}
          >
            {t.download}
          </Button>
          {edits && version !== current ? (
            <Button
              variant="default"
              size="compact-md"
              disabled={draft !== undefined}
              title={draft ? t.haveDraft : undefined}
              onClick={() => take((text) => setDraft({ text, base: current }))}
            >
              {t.restore}
            </Button>
          ) : null}
        </Group>
      </Group>
      {problem === undefined ? null : <ProblemPanel error={problem} />}
      <Answer of={compared}>{(c) => <Changes label={t.comparison(version, with_)} changes={c.changes} />}</Answer>
    </section>
  );
}
