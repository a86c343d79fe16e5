import { Button, Checkbox, Group, Progress, Stack, Text } from "@mantine/core";
import "@mantine/core/styles/Progress.layer.css";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { ProblemPanel } from "@/ui/problem";
import { messages } from "./messages";
import { verify, type Verifying } from "./verify";

/** Has the whole journal computed anew, shows how far it is, and says what was found. */
export function Verification() {
  const t = useMessages(messages);
  const format = useFormat();
  const [views, setViews] = useState(false);
  const [step, setStep] = useState<Verifying>();
  const stop = useRef(new AbortController());
  useEffect(() => {
    const running = stop.current;
    return () => running.abort();
  }, []);
  const run = useMutation({
    mutationFn: () => {
      setStep(undefined);
      return verify(views, setStep, stop.current.signal);
    },
  });
  const done = step?.done ?? 0;
  const total = step?.total ?? 0;
  return (
    <Stack className="card" p="md" gap="sm">
      <Group justify="space-between">
        <Text maw="44rem">{t.verifyText}</Text>
        <Group>
          <Checkbox
            label={t.alsoViews}
            checked={views}
            disabled={run.isPending}
            onChange={(e) => setViews(e.currentTarget.checked)}
          />
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {t.verify}
          </Button>
        </Group>
      </Group>
      {run.isPending ? (
        <>
          <Progress value={total > 0 ? (100 * done) / total : 0} aria-label={t.verify} />
          <Text size="sm" role="status">
            {step?.stage === "views" ? t.checkingViews : t.checkingJournal} {format.number(done)} /{" "}
            {format.number(total)}
          </Text>
        </>
      ) : null}
      {run.isError ? <ProblemPanel error={run.error} /> : null}
      {step?.found ? <Found found={step.found} /> : null}
    </Stack>
  );
}

function Found({ found }: { found: NonNullable<Verifying["found"]> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const Icon = found.sound ? IconShieldCheck : IconShieldX;
  return (
    <Group gap="sm" align="start" role="status" wrap="nowrap">
      <Icon
        size={28}
        aria-hidden
        color={found.sound ? "var(--text-ok)" : "var(--text-stop)"}
        style={{ flexShrink: 0 }}
      />
      <div>
        <Text fw={650} c={found.sound ? "var(--text-ok)" : "var(--text-stop)"}>
          {found.sound ? t.sound(format.number(found.entries)) : t.unsound}
        </Text>
        {found.wrong ? (
          <Text className="world">
            {(found.entry ?? -1) >= 0 ? t.entry(format.number(found.entry ?? 0)) : ""} {found.wrong}. {t.unsoundFix}
          </Text>
        ) : null}
        {found.views === "equal" ? <Text>{t.viewsEqual}</Text> : null}
        {found.erased > 0 ? <Text>{t.erasedCount(format.number(found.erased))}</Text> : null}
        <Text size="sm" c="dimmed" className="world">
          {found.origin} {found.root ? `· ${found.root}` : ""}
        </Text>
      </div>
    </Group>
  );
}
