import { NativeSelect, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useMessages } from "@/app/i18n";
import { useChange } from "@/plant/check";
import { modes, stationsOf, type Mode } from "@/plant/definition";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { messages } from "./messages";
import type { TabProps } from "./page";
import { rules, type Rule } from "./rule-words";

/** The interlocks: what is judged at each scan, how strictly, where it differs, and who may let one pass. */
export function Rules({ definition, edits }: TabProps) {
  const t = useMessages(messages);
  const words = useMessages(rules);
  const change = useChange();
  const [problem, setProblem] = useState<unknown>();
  const rows = useMemo(() => Object.keys(rules.en).map((rule) => ({ rule: rule as Rule })), []);
  const columns = useMemo<Column<{ rule: Rule }>[]>(() => {
    const placed = stationsOf(definition);
    const set = (rule: Rule, mode: Mode) => {
      const to = { ...definition, interlocks: { ...definition.interlocks, [rule]: mode } };
      setProblem(undefined);
      change(definition, to).catch(setProblem);
    };
    return [
      { id: "rule", header: t.rule, cell: ({ rule }) => <b>{rule}</b> },
      { id: "what", header: t.brokenWhen, cell: ({ rule }) => words[rule] },
      {
        id: "mode",
        header: t.mode,
        cell: ({ rule }) => {
          const mode = definition.interlocks?.[rule];
          if (!edits) return mode ? t[`mode-${mode}`] : t.modeUsual;
          return (
            <NativeSelect
              aria-label={t.modeOf(rule)}
              size="xs"
              miw={230}
              data={modes.map((value) => ({ value, label: t[`mode-${value}`] }))}
              value={mode ?? "watch"}
              onChange={(e) => set(rule, e.currentTarget.value as Mode)}
            />
          );
        },
      },
      {
        id: "stations",
        header: t.otherwiseAt,
        cell: ({ rule }) =>
          placed
            .flatMap(({ station: s }) => {
              const mode = s.interlocks?.[rule];
              return mode ? [`${s.code}: ${t[`mode-${mode}`]}`] : [];
            })
            .join(", ") || "–",
      },
      {
        id: "override",
        header: t.letPass,
        cell: ({ rule }) => {
          const by = definition.overrides?.[rule];
          return by ? [by.roles?.join(", "), by.second ? t.second : ""].filter(Boolean).join("; ") : t.letPassNobody;
        },
      },
    ];
  }, [definition, edits, t, words, change]);
  return (
    <Stack>
      <Text c="dimmed">{t.rulesText}</Text>
      {problem === undefined ? null : <ProblemPanel error={problem} />}
      <DataTable label={t.rules} rows={rows} columns={columns} rowKey={(r) => r.rule} empty={null} />
    </Stack>
  );
}
