import { ActionIcon, Button, Group, SegmentedControl, Slider, Text } from "@mantine/core";
import "@mantine/core/styles/Slider.layer.css";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconPlayerSkipForward } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";
import classes from "./map.module.css";

const minute = 60_000;
const hour = 60 * minute;

/** How far the slider goes back, and by how much it steps. */
const spans = {
  hours8: { back: 8 * hour, step: minute },
  day: { back: 24 * hour, step: 5 * minute },
  week: { back: 7 * 24 * hour, step: 15 * minute },
};
type Span = keyof typeof spans;

interface Props {
  /** The time that is looked at, in the past; undefined for now. */
  at: string | undefined;
  /** What the server says that it is. */
  now: number;
  onTime: (at: string | undefined) => void;
}

/** Goes back in time, and returns to now. */
export function TimeTravel({ at, now, onTime }: Props) {
  const t = useMessages(messages);
  const format = useFormat();
  const chosen = at === undefined ? 0 : now - Date.parse(at);
  const [span, setSpan] = useState<Span>(
    chosen <= spans.hours8.back ? "hours8" : chosen <= spans.day.back ? "day" : "week",
  );
  const { back, step } = spans[span];
  const steps = Math.round(back / step);
  const place = Math.min(steps, Math.max(0, steps - Math.round(chosen / step)));
  const [held, setHeld] = useState<number>();
  const value = held ?? place;
  const timeAt = (v: number) => now - (steps - v) * step;
  const tell = useDebouncedCallback((v: number) => {
    setHeld(undefined);
    onTime(v >= steps ? undefined : new Date(Math.round(timeAt(v) / step) * step).toISOString());
  }, 200);
  const go = (v: number) => {
    const bounded = Math.min(steps, Math.max(0, v));
    setHeld(bounded);
    tell(bounded);
  };
  const label = value >= steps ? t.now : format.dateTime(timeAt(value));
  return (
    <section className={classes.time} aria-label={t.time}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t.earlier}
        disabled={value <= 0}
        onClick={() => go(value - 1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <Slider
        className={classes.slider}
        thumbLabel={t.time}
        min={0}
        max={steps}
        value={value}
        onChange={go}
        label={label}
        thumbProps={{ "aria-valuetext": label }}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t.later}
        disabled={value >= steps}
        onClick={() => go(value + 1)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Group gap="xs">
        <Text size="sm" fw={600} className={classes.when} aria-live="polite">
          {label}
        </Text>
        {at !== undefined ? (
          <Button
            size="compact-md"
            variant="light"
            leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
            onClick={() => onTime(undefined)}
          >
            {t.backToNow}
          </Button>
        ) : null}
      </Group>
      <SegmentedControl
        size="xs"
        aria-label={t.span}
        data={(Object.keys(spans) as Span[]).map((value) => ({ value, label: t[value] }))}
        value={span}
        onChange={(value) => setSpan(value)}
      />
    </section>
  );
}
