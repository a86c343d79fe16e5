import { ActionIcon, Button, Popover, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconFlask, IconMap2, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeDemoLine, demoLine, demoPeople, type DemoLine } from "@/api/demo";
import { useMessages } from "@/app/i18n";
import { messages as shared } from "@/app/messages";
import { useOpening } from "@/ui/opening";
import { messages } from "./messages";
import { goOn, startTour } from "./tour";
import { stopped } from "./touring";

/** How fast the line of the demo can be set to go. */
const speeds = [1, 10, 60];

/** Lets whoever watches the demo steer its line, and let things go wrong. It opens when it is first there. */
export function DemoMenu({ line }: { line: DemoLine }) {
  const { demo } = useMessages(shared);
  const { button, opened, onChange } = useOpening();
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={demo}
          onClick={() => onChange(!opened)}
        >
          <IconFlask aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Controls line={line} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Controls({ line }: { line: DemoLine }) {
  const t = useMessages(messages);
  const client = useQueryClient();
  const demo = useQuery(demoPeople).data;
  const [failed, setFailed] = useState(false);
  const [left] = useState(stopped);
  const change = async (to: Parameters<typeof changeDemoLine>[0]) => {
    const now = await changeDemoLine(to).catch(() => null);
    setFailed(now === null);
    if (now) client.setQueryData(demoLine.queryKey, now);
  };
  return (
    <Stack gap="sm">
      {demo && left ? (
        <Button
          leftSection={<IconMap2 size={18} aria-hidden />}
          onClick={() => void goOn(demo, left).catch(() => setFailed(true))}
        >
          {t.goOn(left.step + 1)}
        </Button>
      ) : null}
      {demo ? (
        <Button
          variant={left ? "default" : "filled"}
          leftSection={<IconMap2 size={18} aria-hidden />}
          onClick={() => void startTour(demo).catch(() => setFailed(true))}
        >
          {left ? t.again : t.tour}
        </Button>
      ) : null}
      <Text fw={600}>{t.line}</Text>
      <Button
        variant="default"
        leftSection={line.paused ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />}
        onClick={() => void change({ paused: !line.paused })}
      >
        {line.paused ? t.resume : t.pause}
      </Button>
      <SegmentedControl
        aria-label={t.speed}
        value={String(line.speed)}
        data={[...new Set([...speeds, line.speed])]
          .sort((a, b) => a - b)
          .map((n) => ({ value: String(n), label: t.times(n) }))}
        onChange={(v) => void change({ speed: Number(v) })}
      />
      {line.mishaps.length > 0 ? (
        <>
          <div>
            <Text fw={600}>{t.break}</Text>
            <Text size="sm" c="dimmed">
              {t.breakText}
            </Text>
          </div>
          {line.mishaps.map((m) => (
            <Button
              key={m}
              variant="default"
              justify="space-between"
              rightSection={line.wanted.includes(m) ? <small>{t.wanted}</small> : null}
              onClick={() => void change({ mishap: m, paused: false })}
            >
              {t[m]}
            </Button>
          ))}
        </>
      ) : null}
      {failed ? (
        <Text c="red" role="alert">
          {t.failed}
        </Text>
      ) : null}
    </Stack>
  );
}
