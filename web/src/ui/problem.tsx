import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { problemOf, type Problem } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { messages } from "@/app/messages";

/** What a problem says of itself: the server's own words, or ours where it could not speak. */
function useTexts(problem: Problem): { title: string; fix: string | undefined } {
  const t = useMessages(messages);
  switch (problem.code) {
    case "W001":
      return { title: t.W001, fix: t.W001fix };
    case "W002":
      return { title: t.W002, fix: t.W002fix };
    case "W003":
      return { title: t.W003, fix: t.W003fix };
  }
  return { title: problem.title, fix: problem.fix };
}

interface Props {
  error: unknown;
  /** Tries again what has failed. */
  retry?: (() => void) | undefined;
}

/** Shows what went wrong: what it is, the cause, how to mend it, and the code to look up. */
export function ProblemPanel({ error, retry }: Props) {
  const t = useMessages(messages);
  const problem = problemOf(error);
  const { title, fix } = useTexts(problem);
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
      styles={{ title: { color: "var(--text-stop)" }, root: { background: "var(--card)" } }}
    >
      <Stack gap="xs">
        {problem.detail ? <Text className="world">{problem.detail}</Text> : null}
        {(problem.errors ?? []).map((e) => (
          <Text key={`${e.location ?? ""} ${e.message}`} className="world">
            {e.location ? <Code>{e.location}</Code> : null} {e.message}
          </Text>
        ))}
        {fix ? <Text>{fix}</Text> : null}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t.code} {problem.code}
          </Text>
          {retry ? (
            <Button variant="default" onClick={retry}>
              {t.retry}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}
