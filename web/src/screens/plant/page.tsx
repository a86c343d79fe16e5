import { Stack, Tabs, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { usePlant, type Plant } from "@/plant/check";
import type { Definition } from "@/plant/definition";
import { useDraft, type Draft } from "@/plant/draft";
import { Waiting } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenButton } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { DraftBar, Publish } from "./bar";
import { DraftTab } from "./draft";
import { messages } from "./messages";
import { Parts } from "./parts";
import { plantRoute, tabs } from "./route";
import { Routes } from "./routes";
import { Rules } from "./rules";
import { Shifts } from "./shifts";
import { Sheets } from "./sheets";
import { Stations } from "./stations";
import { Tools } from "./tools";
import { Versions } from "./versions";

/** What of the plant every tab is drawn with. */
export interface TabProps {
  definition: Definition;
  /** It may be changed by whoever looks. */
  edits: boolean;
}

const lists: Record<string, (props: TabProps) => ReactNode> = {
  routes: Routes,
  parts: Parts,
  stations: Stations,
  tools: Tools,
  rules: Rules,
  shifts: Shifts,
};

/** What the plant is made of: looked at, changed in a draft, and published. */
export function PlantScreen() {
  const t = useMessages(messages);
  const plant = usePlant();
  const [draft] = useDraft();
  const { tab = "routes" } = plantRoute.useSearch();
  const navigate = plantRoute.useNavigate();
  const me = useMe();
  const edits = may(me, "define");
  const plans = may(me, "plan");
  const [publishing, setPublishing] = useState<Draft>();
  return (
    <Stack>
      <Title order={1} size="h2">
        {t.title}
      </Title>
      {plant.error && plant.version !== undefined ? <ProblemPanel error={plant.error} retry={plant.retry} /> : null}
      {draft && edits ? <DraftBar draft={draft} plant={plant} publish={() => setPublishing(draft)} /> : null}
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ search: { tab: tabs.find((name) => name === value) } })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t.title}>
          {tabs
            .filter((name) => name !== "import" || edits || plans)
            .map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t[name]}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Tab tab={tab} plant={plant} edits={edits} />
        </Tabs.Panel>
      </Tabs>
      {publishing ? <Publish draft={publishing} plant={plant} close={() => setPublishing(undefined)} /> : null}
    </Stack>
  );
}

function Tab({ tab, plant, edits }: { tab: string; plant: Plant; edits: boolean }) {
  const t = useMessages(messages);
  const [draft] = useDraft();
  if (tab === "versions") return <Versions />;
  if (plant.version === undefined) {
    return plant.error ? <ProblemPanel error={plant.error} retry={plant.retry} /> : <Waiting />;
  }
  if (tab === "import") return <Sheets definition={plant.definition} />;
  if (tab === "draft") return <DraftTab plant={plant} edits={edits} />;
  if (!plant.definition && plant.version === 0 && !draft) {
    return (
      <Empty title={t.noPlant}>
        <Text mb="md">{edits ? t.noPlantFix : t.noPlantAsk}</Text>
        {edits ? <ScreenButton to="/begin">{t.begin}</ScreenButton> : null}
      </Empty>
    );
  }
  if (!plant.definition) {
    return plant.asking ? <Waiting /> : <Empty title={t.unreadable}>{t.unreadableFix}</Empty>;
  }
  const List = lists[tab];
  return List ? <List definition={plant.definition} edits={edits} /> : null;
}
