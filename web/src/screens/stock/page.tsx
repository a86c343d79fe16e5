import { SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";
import { stockRoute, tabs } from "./route";
import { StockList } from "./stock";
import { WipList } from "./wip";

/** Where everything is that is being made, and what it is made of. */
export function StockScreen() {
  const t = useMessages(messages);
  const { tab = "wip" } = stockRoute.useSearch();
  const navigate = stockRoute.useNavigate();
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <SegmentedControl
        aria-label={t.title}
        style={{ alignSelf: "start" }}
        data={tabs.map((value) => ({ value, label: t[value] }))}
        value={tab}
        onChange={(value) => void navigate({ search: { tab: tabs.find((name) => name === value) } })}
      />
      <Text c="dimmed">{tab === "wip" ? t.wipText : t.stockText}</Text>
      {tab === "wip" ? <WipList /> : <StockList />}
    </Stack>
  );
}
