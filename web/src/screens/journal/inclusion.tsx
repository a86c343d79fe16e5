import { Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { call } from "@/api/call";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { ProblemPanel } from "@/ui/problem";
import { messages } from "./messages";
import { checkpointOf, rootFrom } from "./proof";

/** Proves an entry in this browser: its leaf, with a few hashes more, gives the root that the checkpoint signs. */
async function prove(seq: number) {
  const text = await (await fetch("/api/v1/journal/checkpoint")).text();
  const checkpoint = checkpointOf(text);
  if (!checkpoint) throw new Error(text.slice(0, 200));
  const query = { seq, size: checkpoint.size };
  const proof = await call("get", "/api/v1/journal/proofs/inclusion", { query });
  const root = await rootFrom(seq, checkpoint.size, proof.leaf, proof.hashes);
  return { holds: root === checkpoint.root, checkpoint, steps: proof.hashes.length, text };
}

/** The leaf of an entry, and its proof on demand. */
export function Inclusion({ seq, leaf }: { seq: number; leaf: string | undefined }) {
  const t = useMessages(messages);
  const format = useFormat();
  const proof = useMutation({ mutationFn: () => prove(seq) });
  const Icon = proof.data?.holds ? IconShieldCheck : IconShieldX;
  const tone = proof.data?.holds ? "var(--text-ok)" : "var(--text-stop)";
  return (
    <Stack component="section" gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t.proof}
        </Title>
        {window.isSecureContext ? (
          <Button variant="default" loading={proof.isPending} onClick={() => proof.mutate()}>
            {t.prove}
          </Button>
        ) : null}
      </Group>
      <Text size="sm" className="world">
        {t.leaf} <Code>{leaf}</Code>
      </Text>
      {window.isSecureContext ? null : <Text c="dimmed">{t.needsTLS}</Text>}
      {proof.isError ? <ProblemPanel error={proof.error} /> : null}
      {proof.data ? (
        <Stack className="card" p="sm" gap={4} role="status">
          <Group gap="xs" wrap="nowrap">
            <Icon size={22} aria-hidden color={tone} />
            <Text c={tone} fw={650}>
              {proof.data.holds
                ? t.proven(format.number(proof.data.steps), format.number(proof.data.checkpoint.size))
                : t.unproven}
            </Text>
          </Group>
          <Code block>{proof.data.text}</Code>
        </Stack>
      ) : null}
    </Stack>
  );
}
