import { Loader, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { messages } from "@/app/messages";
import { ProblemPanel } from "./problem";

interface Props<T> {
  of: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** Draws what was answered. Until then it says that it is coming; what fails says why, above what is known. */
export function Answer<T>({ of: query, children }: Props<T>) {
  const problem = query.isError ? <ProblemPanel error={query.error} retry={() => void query.refetch()} /> : null;
  if (query.data === undefined) return problem ?? <Waiting />;
  return (
    <>
      {problem}
      {children(query.data)}
    </>
  );
}

/** How long nothing is shown for what comes at once, and when it says that it is slow, in milliseconds. */
const soon = 200;
const slow = 4000;

/** Stands where an answer will be. */
export function Waiting() {
  const t = useMessages(messages);
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    const timers = [soon, slow].map((ms) => setTimeout(() => setWaited(ms), ms));
    return () => timers.forEach(clearTimeout);
  }, []);
  if (waited < soon) return <div data-waiting />;
  return (
    <Stack align="center" py="xl" role="status" data-waiting>
      <Loader aria-hidden />
      <Text>{waited < slow ? t.loading : t.slow}</Text>
    </Stack>
  );
}
