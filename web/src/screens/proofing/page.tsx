import { SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { Breaches } from "./breaches";
import { Holds } from "./holds";
import { messages } from "./messages";
import { Overrides } from "./overrides";
import { Refusals } from "./refusals";
import { proofingRoute, tabs } from "./route";

const lists = { breaches: Breaches, refusals: Refusals, holds: Holds, overrides: Overrides };

/** What the rules have caught, what got by them, what is stopped, and who let something pass. */
export function Proofing() {
  const t = useMessages(messages);
  const { tab = "breaches" } = proofingRoute.useSearch();
  const navigate = proofingRoute.useNavigate();
  const List = lists[tab];
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <SegmentedControl
        aria-label={t.title}
        style={{ alignSelf: "start", maxWidth: "100%", overflowX: "auto" }}
        data={tabs.map((value) => ({ value, label: t[value] }))}
        value={tab}
        onChange={(value) => void navigate({ search: { tab: tabs.find((name) => name === value) } })}
      />
      <Text c="dimmed">{t[`${tab}Text`]}</Text>
      <List />
    </Stack>
  );
}
