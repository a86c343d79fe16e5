import { Alert, Group, Select, Stack, Text, Title } from "@mantine/core";
import { IconDeviceTv, IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenButton } from "@/ui/link";
import { BottleneckPanel } from "./bottleneck";
import { Lanes } from "./lanes";
import { messages } from "./messages";
import { mapRoute } from "./route";
import type { FactoryMap } from "./states";
import { TimeTravel } from "./time";
import { Wall } from "./wall";

/** How often the map is asked for without anything having happened: what nobody does is seen by the clock. */
const tick = 15_000;

/** The plant as work goes through it, now or at a time. */
export function MapScreen() {
  return mapRoute.useSearch().kiosk ? <Wall /> : <Desk />;
}

function Desk() {
  const { at } = mapRoute.useSearch();
  const map = useQuery({
    ...(at ? read("/api/v1/map", { query: { asOf: at } }) : read("/api/v1/map", {}, always)),
    placeholderData: keepPreviousData,
    refetchInterval: at ? false : tick,
  });
  return (
    <Stack gap="sm">
      <Answer of={map}>{(m) => <Plant map={m} />}</Answer>
    </Stack>
  );
}

function Plant({ map }: { map: FactoryMap }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { line, at } = mapRoute.useSearch();
  const navigate = mapRoute.useNavigate();
  const [opened] = useState(() => Date.now());
  if (map.stations.length === 0)
    return (
      <Empty order={1} title={t.none}>
        {t.noneFix}
      </Empty>
    );
  const shown = map.lines.find((l) => l.code === line);
  const early = map.first !== undefined && map.at < map.first;
  const bottleneck = shown ? shown.bottleneck : map.bottleneck;
  return (
    <>
      <Group gap="sm">
        <Title order={1} size="h2" me="auto">
          {t.title}
        </Title>
        {map.lines.length > 1 ? (
          <Select
            aria-label={t.line}
            placeholder={t.allLines}
            clearable
            w={220}
            data={map.lines.map((l) => ({ value: l.code, label: l.name ?? l.code }))}
            value={shown?.code ?? null}
            onChange={(value) =>
              void navigate({ search: (old) => ({ ...old, line: value ?? undefined }), replace: true })
            }
          />
        ) : null}
        <ScreenButton
          to="/map"
          search={{ kiosk: true, line }}
          variant="default"
          leftSection={<IconDeviceTv size={18} aria-hidden />}
        >
          {t.wall}
        </ScreenButton>
      </Group>
      <TimeTravel
        at={at}
        now={map.past ? opened : Date.parse(map.at)}
        onTime={(time) => void navigate({ search: (old) => ({ ...old, at: time }), replace: true })}
      />
      {map.past ? (
        <Alert color="gray" variant="light" icon={<IconHistory aria-hidden />} p="xs">
          {early ? t.before(format.dateTime(map.first ?? "")) : t.past(format.dateTime(map.at))}
        </Alert>
      ) : null}
      {early ? null : <BottleneckPanel of={bottleneck} now={map.at} />}
      <Lanes map={map} line={shown?.code} />
      {!early && map.from && map.until ? (
        <Text size="sm" c="dimmed">
          {t.measured(format.dateTime(map.from), format.time(map.until))}
        </Text>
      ) : null}
    </>
  );
}
