import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** What to do about it. */
  children?: ReactNode;
  /** Level of the heading: 1 where it is all that the page has. */
  order?: 1 | 2;
}

/** Stands where a list would be: says why there is nothing, and what to do. */
export function Empty({ title, children, order = 2 }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center" className="card">
      <Title order={order} size="h4">
        {title}
      </Title>
      {children ? (
        <Text c="dimmed" maw="40rem" component="div">
          {children}
        </Text>
      ) : null}
    </Stack>
  );
}
