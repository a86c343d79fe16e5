import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { useWord } from "@/app/values";
import { modes, stationsOf, type Definition, type Mode } from "@/plant/definition";
import { FormDialog, replaced } from "./form";
import { guardWords } from "./guard-words";
import { messages } from "./messages";
import { guardOf, withGuard, type Guard } from "./guard";
import { rules, type Rule } from "@/app/rules";

const roles = ["operator", "lead", "quality", "planner", "engineer", "auditor", "admin", "device", "partner"] as const;
const answering = ["quality", "lead", "operator", "admin"] as const;

interface Props {
  definition: Definition;
  rule: Rule;
  close: () => void;
}

/** Changes a rule: how strict it is and where otherwise, who may let an object pass, and what a breach brings. */
export function RuleForm({ definition, rule, close }: Props) {
  const t = useMessages(messages);
  const g = useMessages(guardWords);
  const said = useMessages(rules);
  const [guard, setGuard] = useState<Guard>(() => guardOf(definition, rule));
  const set = (change: Partial<Guard>) => setGuard((old) => ({ ...old, ...change }));
  const stations = stationsOf(definition);
  const modeChoices = modes.map((value) => ({ value, label: t[`mode-${value}`] }));
  const free = stations.map((p) => p.station.code).filter((code) => !guard.stations.some((s) => s.code === code));
  const roleOf = useWord();
  return (
    <FormDialog
      title={g.editRule(rule)}
      definition={definition}
      path=""
      changed={() => withGuard(definition, rule, guard)}
      close={close}
    >
      {(fault) => (
        <Stack>
          <Text>{said[rule]}</Text>
          <NativeSelect
            label={g.inPlant}
            data-autofocus
            data={modeChoices}
            value={guard.mode}
            error={fault(`interlocks.${rule}`)}
            onChange={(e) => set({ mode: e.currentTarget.value as Mode })}
          />
          <Stack gap="xs" role="group" aria-label={g.differs}>
            <Text fw={500} size="sm">
              {g.differs}
            </Text>
            {guard.stations.map((at, i) => (
              <Group key={at.code} gap="xs" wrap="nowrap" align="end">
                <NativeSelect
                  aria-label={g.stationNumber(i + 1)}
                  flex={1}
                  data={[at.code, ...free]}
                  value={at.code}
                  onChange={(e) =>
                    set({ stations: replaced(guard.stations, i, { ...at, code: e.currentTarget.value }) })
                  }
                />
                <NativeSelect
                  aria-label={g.modeAt(at.code)}
                  flex={2}
                  data={modeChoices}
                  value={at.mode}
                  onChange={(e) =>
                    set({ stations: replaced(guard.stations, i, { ...at, mode: e.currentTarget.value as Mode }) })
                  }
                />
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={g.dropStation(at.code)}
                  onClick={() => set({ stations: replaced(guard.stations, i, undefined) })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
            <Button
              variant="default"
              size="compact-md"
              style={{ alignSelf: "start" }}
              disabled={free.length === 0}
              onClick={() =>
                set({
                  stations: [
                    ...guard.stations,
                    { code: free[0] ?? "", mode: guard.mode === "watch" ? "enforce" : "watch" },
                  ],
                })
              }
            >
              {g.addStation}
            </Button>
          </Stack>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <MultiSelect
              label={g.roles}
              description={g.rolesHint}
              searchable
              data={roles.map((value) => ({ value, label: roleOf(value) }))}
              value={guard.roles}
              error={fault(`overrides.${rule}.roles`) ?? fault(`overrides.${rule}`)}
              onChange={(chosen) => set({ roles: chosen })}
            />
            <TextInput
              label={g.valid}
              description={g.validHint}
              disabled={guard.roles.length === 0}
              value={guard.valid}
              error={fault(`overrides.${rule}.valid`)}
              onChange={(e) => set({ valid: e.currentTarget.value.trim() })}
            />
          </SimpleGrid>
          <Checkbox
            label={g.second}
            disabled={guard.roles.length === 0}
            checked={guard.second}
            onChange={(e) => set({ second: e.currentTarget.checked })}
          />
          <NativeSelect
            label={g.answers}
            data={[
              { value: "", label: g.usual(roleOf(guard.usual)) },
              ...answering.map((value) => ({ value, label: roleOf(value) })),
            ]}
            value={guard.answers}
            error={fault(`answers.${rule}`)}
            onChange={(e) => set({ answers: e.currentTarget.value })}
          />
          <Checkbox label={g.holds} checked={guard.holds} onChange={(e) => set({ holds: e.currentTarget.checked })} />
        </Stack>
      )}
    </FormDialog>
  );
}
