import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { demoPeople } from "@/api/demo";
import { useMessages } from "@/app/i18n";
import { scan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Dialog } from "@/ui/dialog";
import { messages } from "./messages";
import { suggest } from "./suggest";

/** Codes to scan by touch, for whoever tries the demo without a scanner. */
export function ScanThis({ station, close }: { station: string; close: () => void }) {
  const t = useMessages(messages);
  const people = useQuery(demoPeople);
  const codes = useQuery({
    queryKey: ["/demo/scans", station],
    queryFn: () => suggest(station),
    staleTime: 0,
    gcTime: 0,
  });
  const badges = (people.data?.badges ?? []).slice(0, 4).map((b) => ({ label: b.name, code: b.badge }));
  const row = (title: string, list: readonly { label: string; code: string }[]) =>
    list.length === 0 ? null : (
      <div>
        <Text fw={600}>{title}</Text>
        <Group gap="sm">
          {list.map(({ label, code }) => (
            <Button key={code} size="lg" variant="default" onClick={() => scan({ code, source: "screen" })}>
              {label}
            </Button>
          ))}
        </Group>
      </div>
    );
  const named = (list: readonly string[]) => list.map((code) => ({ label: code, code }));
  return (
    <Dialog close={close} title={t.scanTitle} size="lg">
      <Stack>
        {row(t.people, badges)}
        <Answer of={codes}>
          {({ good, bad }) => (
            <>
              {row(t.fits, named(good))}
              {row(t.wrongHere, named(bad))}
              {good.length + bad.length === 0 ? <Text>{t.nothing}</Text> : null}
            </>
          )}
        </Answer>
      </Stack>
    </Dialog>
  );
}
