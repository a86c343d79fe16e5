import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** How it stands: something to look at, or something that is wrong, which is told at once. */
  tone: "check" | "stop";
  children: ReactNode;
}

/** Says in its place what is to be looked at, or what is wrong. */
export function Notice({ title, tone, children }: Props) {
  return (
    <Stack
      className="card"
      p="md"
      gap={4}
      role={tone === "stop" ? "alert" : "note"}
      style={{ borderInlineStart: `4px solid var(--text-${tone})`, minWidth: 0 }}
    >
      <Text fw={650} c={`var(--text-${tone})`}>
        {title}
      </Text>
      {children}
    </Stack>
  );
}
