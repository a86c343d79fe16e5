import { Group, Text } from "@mantine/core";
import { IconPlugConnectedX, IconPointFilled } from "@tabler/icons-react";
import { useConnection } from "@/api/live";
import { useFormat } from "./format";
import { useMessages } from "./i18n";
import { messages } from "./messages";

/** Says whether what is shown is live. */
export function ConnectionBadge() {
  const t = useMessages(messages);
  const format = useFormat();
  const { live, since } = useConnection();
  const state = live ? t.live : since ? t.lost(format.time(since)) : t.connecting;
  const Icon = live ? IconPointFilled : IconPlugConnectedX;
  return (
    <Group gap={4} wrap="nowrap" role="status" title={state} style={{ flexShrink: 0 }}>
      <Icon size={16} color={live ? "var(--text-ok)" : "var(--text-stop)"} aria-hidden />
      <Text size="sm" visibleFrom="sm" c={live ? "dimmed" : "var(--text-stop)"}>
        {state}
      </Text>
    </Group>
  );
}
