import { Stack, Text } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { useSettings } from "@/app/settings";
import { messages as mapWords } from "@/screens/map/messages";
import type { Defect, Reason, Shift } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { PlainTable, type Field } from "./list-form";
import type { TabProps } from "./page";
import { shiftWords } from "./shift-words";
import { named } from "./tools";
import { words } from "./words";

const acts = ["scrap", "rework", "hold", "stop", "override"] as const;
const states = ["running", "setup", "starved", "blocked", "fault", "maintenance", "break", "no-work"] as const;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** The parts of the day, and the codes by which people say what is wrong and why they do something. */
export function Shifts({ definition, edits }: TabProps) {
  const t = useMessages(shiftWords);
  const w = useMessages(words);
  const m = useMessages(mapWords);
  const { language } = useSettings();
  const dayOf = (day: string) => {
    const at = new Date(Date.UTC(2024, 0, 1 + days.findIndex((d) => d === day))); // a Monday and on
    return new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(at);
  };
  const both: Field[] = [
    { key: "code", label: w.code },
    { key: "name", label: w.name },
  ];
  const choose = { value: "", label: "–" };
  const shared = { definition, edits };
  return (
    <Stack gap="xl">
      <PlainTable<Shift>
        {...shared}
        list="shifts"
        title={t.shifts}
        one={t.oneShift}
        add={t.addShift}
        columns={[
          { id: "code", header: t.shift, cell: named },
          { id: "start", header: t.start, cell: (s) => s.start },
          { id: "end", header: t.end, cell: (s) => s.end },
          { id: "days", header: t.days, cell: (s) => s.days?.map(dayOf).join(", ") ?? t.everyDay },
        ]}
        fields={[
          ...both,
          { key: "start", label: t.start, hint: t.clockHint },
          { key: "end", label: t.end, hint: t.endHint },
          {
            key: "days",
            label: t.days,
            hint: t.daysHint,
            choices: days.map((value) => ({ value, label: dayOf(value) })),
            many: true,
          },
        ]}
        empty={<Empty title={t.noShifts}>{t.noShiftsFix}</Empty>}
      />
      <PlainTable<Reason>
        {...shared}
        list="reasons"
        title={t.reasons}
        one={t.oneReason}
        add={t.addReason}
        columns={[
          { id: "code", header: t.reason, cell: named },
          { id: "for", header: t.for, cell: (r) => t[`for-${r.for}` as "for-stop"] },
          { id: "state", header: t.state, cell: (r) => (r.state ? m[r.state as "fault"] : "–") },
        ]}
        fields={[
          ...both,
          {
            key: "for",
            label: t.for,
            choices: [choose, ...acts.map((value) => ({ value, label: t[`for-${value}`] }))],
          },
          {
            key: "state",
            label: t.state,
            hint: t.stateHint,
            choices: [choose, ...states.map((value) => ({ value, label: m[value] }))],
          },
        ]}
        empty={<Empty title={t.noReasons}>{t.noReasonsFix}</Empty>}
      />
      <PlainTable<Defect>
        {...shared}
        list="defects"
        title={t.defects}
        one={t.oneDefect}
        add={t.addDefect}
        columns={[
          { id: "code", header: t.defect, cell: named },
          { id: "group", header: t.group, cell: (d) => d.group ?? "–" },
        ]}
        fields={[...both, { key: "group", label: t.group, hint: t.groupHint }]}
        empty={<Empty title={t.noDefects}>{t.noDefectsFix}</Empty>}
      />
      {edits ? <Text c="dimmed">{t.byYaml}</Text> : null}
    </Stack>
  );
}
