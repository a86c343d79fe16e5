import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useMessages } from "@/app/i18n";
import { useWord } from "@/app/values";
import { ruleNames, rules, type Rule } from "@/app/rules";
import { useChange } from "@/plant/check";
import { modes, stationsOf, type Mode } from "@/plant/definition";
import { ProblemPanel } from "@/ui/problem";
import { RuleName } from "@/ui/rule";
import { DataTable, type Column } from "@/ui/table";
import { messages } from "./messages";
import type { TabProps } from "./page";
import { RuleForm } from "./rule-form";
import { words as plantWords } from "./words";

/** The interlocks: what is judged at each scan, how strictly, where it differs, and who may let one pass. */
export function Rules({ definition, edits }: TabProps) {
  const t = useMessages(messages);
  const words = useMessages(rules);
  const roleOf = useWord();
  const w = useMessages(plantWords);
  const [editing, setEditing] = useState<Rule>();
  const names = useMessages(ruleNames);
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
      { id: "rule", header: t.rule, cell: ({ rule }) => <RuleName of={rule} /> },
      { id: "what", header: t.brokenWhen, cell: ({ rule }) => words[rule] },
      {
        id: "mode",
        header: t.mode,
        cell: ({ rule }) => {
          const mode = definition.interlocks?.[rule];
          if (!edits) return mode ? t[`mode-${mode}`] : t.modeUsual;
          return (
            <NativeSelect
              aria-label={t.modeOf(names[rule])}
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
          const roles = by?.roles?.map(roleOf).join(", ");
          return by ? [roles, by.second ? t.second : ""].filter(Boolean).join("; ") : t.letPassNobody;
        },
      },
      ...(edits
        ? [
            {
              id: "edit",
              header: w.edit,
              cell: ({ rule }: { rule: Rule }) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={w.editThing(rule)}
                  onClick={() => setEditing(rule)}
                >
                  {w.edit}
                </Button>
              ),
            },
          ]
        : []),
    ];
  }, [definition, edits, t, roleOf, w, words, names, change]);
  return (
    <Stack>
      <Text c="dimmed">{t.rulesText}</Text>
      {problem === undefined ? null : <ProblemPanel error={problem} />}
      <DataTable label={t.rules} rows={rows} columns={columns} rowKey={(r) => r.rule} empty={null} />
      {editing ? <RuleForm definition={definition} rule={editing} close={() => setEditing(undefined)} /> : null}
    </Stack>
  );
}
