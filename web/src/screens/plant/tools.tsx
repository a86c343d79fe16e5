import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { stationsOf, type Definition, type Equipment, type Printer, type Skill } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { ObjectLink } from "@/ui/object";
import type { Column } from "@/ui/table";
import { PlainTable, type Field } from "./list-form";
import type { TabProps } from "./page";
import { toolWords } from "./tool-words";
import { words } from "./words";

/** The tools, gauges and machines, and what people must be able to do, with who can. */
export function Tools({ definition, edits }: TabProps) {
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
      const names = new Map(current.map((c) => [c.person, c.name]));
      const named = [...names.values()].filter((name) => name !== undefined);
      const nameless = names.size - named.length;
      return [...named, ...(nameless > 0 ? [t.nameless(nameless)] : [])].join(", ") || t.nobody;
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
  const fields = useFields(definition);
  return (
    <Stack gap="xl">
      <PlainTable
        definition={definition}
        list="equipment"
        title={t.tools}
        one={t.oneTool}
        add={t.addTool}
        columns={equipment}
        fields={fields.equipment}
        edits={edits}
        empty={<Empty title={t.noTools}>{t.noToolsFix}</Empty>}
      />
      <PlainTable
        definition={definition}
        list="skills"
        title={t.skillsTitle}
        one={t.oneSkill}
        add={t.addSkill}
        columns={skills}
        fields={fields.skills}
        edits={edits}
        empty={<Empty title={t.noSkills}>{t.noSkillsFix}</Empty>}
      />
      <PlainTable<Printer>
        definition={definition}
        list="printers"
        title={t.printers}
        one={t.onePrinter}
        add={t.addPrinter}
        columns={[
          { id: "code", header: t.printer, cell: named },
          { id: "address", header: t.address, cell: (p) => <span className="world">{p.address}</span> },
          { id: "labels", header: t.labels, cell: (p) => p.labels?.join(", ") ?? t.anyLabel },
        ]}
        fields={fields.printers}
        edits={edits}
        empty={<Empty title={t.noPrinters}>{t.noPrintersFix}</Empty>}
      />
    </Stack>
  );
}

/** A thing by its code and name. */
export function named(thing: { code: string; name?: string }) {
  return (
    <>
      <b>{thing.code}</b> {thing.name}
    </>
  );
}

export const kinds = ["tool", "fixture", "cavity", "gauge", "machine", "carrier"] as const;

/** The fields of each list. */
function useFields(definition: Definition): Record<"equipment" | "skills" | "printers", Field[]> {
  const t = useMessages(toolWords);
  const w = useMessages(words);
  const both: Field[] = [
    { key: "code", label: w.code },
    { key: "name", label: w.name },
  ];
  const parts = (definition.parts ?? []).map((p) => ({ value: p.number, label: p.number }));
  const labels = (definition.labels ?? []).map((l) => ({ value: l.code, label: l.code }));
  const choose = { value: "", label: "–" };
  return {
    equipment: [
      ...both,
      { key: "kind", label: t.kind, choices: [choose, ...kinds.map((k) => ({ value: k, label: t[`kind-${k}`] }))] },
      { key: "calibration", label: t.calibration, hint: t.durationHint },
      { key: "positions", label: t.places, hint: t.placesHint, number: true },
      { key: "parts", label: t.forParts, choices: unique(parts), many: true },
    ],
    skills: [...both, { key: "valid", label: t.valid, hint: t.durationHint }],
    printers: [
      ...both,
      { key: "address", label: t.address, hint: t.addressHint },
      { key: "dpi", label: t.dpi, number: true },
      {
        key: "format",
        label: t.format,
        choices: [choose, { value: "zpl", label: "ZPL" }, { value: "pdf", label: "PDF" }],
      },
      { key: "labels", label: t.labels, choices: labels, many: true },
    ],
  };
}

/** Revisions of a part have one number. */
function unique(list: readonly { value: string; label: string }[]) {
  return [...new Map(list.map((x) => [x.value, x])).values()];
}
