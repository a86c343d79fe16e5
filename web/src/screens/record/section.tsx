import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./record.module.css";

interface Props {
  /** Under which an address finds it. */
  id: string;
  title: string;
  /** How much of it there is. */
  count?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the record, under its heading. */
export function Section({ id, title, count, aside, children }: Props) {
  return (
    <Stack component="section" gap="xs" id={id} className={classes.section}>
      <Group justify="space-between" align="end">
        <Group gap="xs" align="baseline">
          <Title order={2} size="h4">
            {title}
          </Title>
          {count === undefined ? null : (
            <Text span c="dimmed" size="sm">
              {count}
            </Text>
          )}
        </Group>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
