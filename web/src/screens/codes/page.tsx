import { Stack, Tabs, Title } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { Designer } from "./designer";
import { Explain } from "./explain";
import { messages } from "./messages";
import { Queue } from "./queue";
import { codesRoute, tabs } from "./route";

const lists = { explain: Explain, labels: Designer, queue: Queue };

/** What codes mean, what stands on labels, and what waits to be printed. */
export function Codes() {
  const t = useMessages(messages);
  const { tab = "explain" } = codesRoute.useSearch();
  const navigate = codesRoute.useNavigate();
  const List = lists[tab];
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ search: { tab: tabs.find((name) => name === value) } })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t.title}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <List />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
