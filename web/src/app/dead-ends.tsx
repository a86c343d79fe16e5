import { Container } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { useMessages } from "./i18n";
import { messages } from "./messages";

/** Stands where an address leads nowhere. */
export function NotFound() {
  const t = useMessages(messages);
  return (
    <Container component="main" py="xl">
      <Empty order={1} title={t.unknownTitle}>
        {t.unknownCause} <ScreenLink to="/">{t.unknownFix}</ScreenLink>
      </Empty>
    </Container>
  );
}

/** Stands where a screen has failed; the others go on. */
export function Failed({ error }: ErrorComponentProps) {
  return (
    <Container component="main" py="xl">
      <ProblemPanel error={error} retry={() => location.reload()} />
    </Container>
  );
}
