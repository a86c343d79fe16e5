import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { Told } from "@/ui/told";
import classes from "./health.module.css";
import { messages } from "./messages";

type Checkup = Schemas["Checkup"];

const marks = {
  OK: { Icon: IconCircleCheck, color: "var(--text-ok)", order: 2 },
  WARN: { Icon: IconAlertTriangle, color: "var(--text-check)", order: 1 },
  FAIL: { Icon: IconAlertOctagon, color: "var(--text-stop)", order: 0 },
} as const;

/** What is wrong with the server, or will be, and what to do about it: the worst first. */
export function Health() {
  const t = useMessages(messages);
  const format = useFormat();
  const checkups = useQuery({ ...read("/api/v1/health"), refetchInterval: 60_000 });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t.title}
        </Title>
        <Group gap="sm">
          {checkups.data ? (
            <Text c="dimmed" size="sm">
              {t.lookedAt(format.time(checkups.dataUpdatedAt))}
            </Text>
          ) : null}
          <Button variant="default" loading={checkups.isFetching} onClick={() => void checkups.refetch()}>
            {t.again}
          </Button>
        </Group>
      </Group>
      <Answer of={checkups}>
        {({ items }) => {
          const bad = items.filter((c) => c.status !== "OK");
          const sorted = [...items].sort((a, b) => marks[a.status].order - marks[b.status].order);
          if (items.length === 0) return <Empty title={t.none}>{t.noneFix}</Empty>;
          return (
            <>
              <Text role="status">{bad.length === 0 ? t.good : t.toDo(bad.length)}</Text>
              <ul className={`card ${classes.list ?? ""}`} aria-label={t.title}>
                {sorted.map((c) => (
                  <Line key={c.check} of={c} />
                ))}
              </ul>
              <Text c="dimmed">
                {t.verifyHint} <ScreenLink to="/journal">{t.journalPage}</ScreenLink>
              </Text>
            </>
          );
        }}
      </Answer>
    </Stack>
  );
}

function Line({ of: c }: { of: Checkup }) {
  const t = useMessages(messages);
  const words = t as unknown as Record<string, string>;
  const { Icon, color } = marks[c.status];
  return (
    <li className={classes.line} data-status={c.status}>
      <Icon size={22} aria-hidden color={color} />
      <div>
        <Text fw={600}>
          {words[`check-${c.check}`] ?? c.check}{" "}
          <Text span c={color} size="sm">
            {t[c.status]}
          </Text>
        </Text>
        <Text className="world">
          <Told text={c.text} />
        </Text>
        {c.remedy ? (
          <Text className="world">
            <b>{t.remedy}</b> {c.remedy}
          </Text>
        ) : null}
      </div>
    </li>
  );
}
