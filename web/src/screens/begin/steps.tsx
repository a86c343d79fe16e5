import { ActionIcon, Button, Group, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";
import type { Step } from "./plan";

interface Props {
  steps: readonly Step[];
  missing: string | undefined;
  onChange: (steps: Step[]) => void;
}

/** The steps of a product, in their order, each with its station. */
export function StepsField({ steps, missing, onChange }: Props) {
  const t = useMessages(messages);
  const change = (i: number, to: Partial<Step>) => onChange(steps.map((s, n) => (n === i ? { ...s, ...to } : s)));
  return (
    <Stack gap="xs">
      {steps.map((s, i) => (
        <Group key={i} wrap="nowrap" gap="xs" align="start">
          <TextInput
            flex={3}
            aria-label={t.step(i + 1)}
            placeholder={i === 0 ? t.stepEg : t.step(i + 1)}
            error={i === 0 && !steps.some((x) => x.name.trim()) ? missing : undefined}
            value={s.name}
            onChange={(e) => change(i, { name: e.currentTarget.value })}
          />
          <TextInput
            flex={2}
            aria-label={t.station(i + 1)}
            placeholder={i === 0 ? t.stationEg : t.station(i + 1)}
            error={s.name.trim() && !s.station.trim() ? missing : undefined}
            value={s.station}
            onChange={(e) => change(i, { station: e.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t.drop(t.step(i + 1))}
            disabled={steps.length === 1}
            onClick={() => onChange(steps.filter((_, n) => n !== i))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: "start" }}
        onClick={() => onChange([...steps, { name: "", station: "" }])}
      >
        {t.addStep}
      </Button>
    </Stack>
  );
}
