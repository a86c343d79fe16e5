import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { stationsOf, type Equipment, type Skill } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { ObjectLink } from "@/ui/object";
import { DataTable, type Column } from "@/ui/table";
import { toolWords } from "./tool-words";
import type { TabProps } from "./page";

/** The tools, gauges and machines, and what people must be able to do, with who can. */
export function Tools({ definition }: TabProps) {
  const t = useMessages(toolWords);
  const format = useFormat();
  const held = useQuery(read("/api/v1/certificates", { query: { limit: 500 } }, always));
  const places = useMemo(() => stationsOf(definition), [definition]);
  const days = useCallback(
    (duration: string) => {
      const found = /^P(\d+)D$/.exec(duration)?.[1];
      return found ? t.days(Number(found), format.number(Number(found))) : duration;
    },
    [t, format],
  );
  const equipment = useMemo<Column<Equipment>[]>(
    () => [
      {
        id: "code",
        header: t.tool,
        cell: (e) => (
          <>
            <ObjectLink of={{ id: e.code, name: e.code }} /> {e.name}
          </>
        ),
      },
      { id: "kind", header: t.kind, cell: (e) => t[`kind-${e.kind}` as "kind-tool"] },
      {
        id: "where",
        header: t.station,
        cell: (e) =>
          places
            .filter((p) => p.station.equipment?.includes(e.code))
            .map((p) => p.station.code)
            .join(", ") || "–",
      },
      {
        id: "calibration",
        header: t.calibration,
        cell: (e) => (e.calibration ? days(e.calibration) : t.noCalibration),
      },
    ],
    [t, places, days],
  );
  const skills = useMemo<Column<Skill>[]>(() => {
    const who = (skill: string) => {
      const current = (held.data?.items ?? []).filter((c) => c.skill === skill && c.state === "good");
      return [...new Set(current.map(nameOf))].join(", ") || t.nobody;
    };
    const asked = (skill: string) => [
      ...places.filter((p) => p.station.skills?.includes(skill)).map((p) => p.station.code),
      ...(definition.routes ?? []).flatMap((r) =>
        r.operations.filter((o) => o.skills?.includes(skill)).map((o) => o.code),
      ),
    ];
    return [
      {
        id: "code",
        header: t.skill,
        cell: (s) => (
          <>
            <b>{s.code}</b> {s.name}
          </>
        ),
      },
      { id: "asked", header: t.askedAt, cell: (s) => asked(s.code).join(", ") || "–" },
      { id: "valid", header: t.valid, cell: (s) => (s.valid ? days(s.valid) : t.forEver) },
      { id: "who", header: t.who, cell: (s) => <span className="world">{who(s.code)}</span> },
    ];
  }, [t, places, definition, held.data, days]);
  return (
    <Stack>
      <Title order={2} size="h4">
        {t.tools}
      </Title>
      <DataTable
        label={t.tools}
        rows={definition.equipment ?? []}
        columns={equipment}
        rowKey={(e) => e.code}
        empty={<Empty title={t.noTools}>{t.noToolsFix}</Empty>}
      />
      <Title order={2} size="h4">
        {t.skillsTitle}
      </Title>
      <DataTable
        label={t.skillsTitle}
        rows={definition.skills ?? []}
        columns={skills}
        rowKey={(s) => s.code}
        empty={<Empty title={t.noSkills}>{t.noSkillsFix}</Empty>}
      />
    </Stack>
  );
}

function nameOf(c: Schemas["Certificate"]): string {
  return c.name ?? c.person;
}
