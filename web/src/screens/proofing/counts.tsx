import { Button, Group, Text } from "@mantine/core";
import { useFormat } from "@/app/format";

/** A count, and by what it is picked. */
export interface Counted {
  key: string;
  n: number;
}

/** Adds counts up by one of their fields, the greatest first. What has none of it is left out. */
export function sums<T>(rows: readonly T[], key: (row: T) => string | undefined, n: (row: T) => number): Counted[] {
  const all = new Map<string, number>();
  for (const row of rows) {
    const k = key(row);
    if (k) all.set(k, (all.get(k) ?? 0) + n(row));
  }
  return [...all].map(([k, sum]) => ({ key: k, n: sum })).sort((a, b) => b.n - a.n || a.key.localeCompare(b.key));
}

interface Props {
  label: string;
  counts: readonly Counted[];
  chosen: string | undefined;
  choose: (key: string | undefined) => void;
  /** What a key is called; left out: as it is. */
  say?: (key: string) => string;
}

/** How often what is: each count picks what it counts. */
export function Counts({ label, counts, chosen, choose, say = (key) => key }: Props) {
  const format = useFormat();
  if (counts.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <Text size="sm" w="6.5rem">
        {label}
      </Text>
      {counts.map((c) => (
        <Button
          key={c.key}
          size="compact-md"
          variant={chosen === c.key ? "filled" : "default"}
          aria-pressed={chosen === c.key}
          onClick={() => choose(chosen === c.key ? undefined : c.key)}
        >
          <b>{format.number(c.n)}</b>&nbsp;<span className="world">{say(c.key)}</span>
        </Button>
      ))}
    </Group>
  );
}
