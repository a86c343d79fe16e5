import { Alert, Button, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { calibrate, tests, type Found, type Pressed } from "@/scan/calibrate";
import { keepSetup, usual, useSetup, type Setup } from "@/scan/setup";
import { ScreenButton } from "@/ui/link";
import { visible } from "../codes/visible";
import { messages } from "./messages";
import { scannerRoute } from "./route";
import classes from "./scanner.module.css";
import { useRecording } from "./recording";

/** Finds out how the scanner of this device types, by one scan, and keeps it. */
export function Scanner() {
  const t = useMessages(messages);
  const { station, bars = false } = scannerRoute.useSearch();
  const navigate = scannerRoute.useNavigate();
  const setup = useSetup();
  const [found, setFound] = useState<Found | "other">();
  const [tried, setTried] = useState<string>();
  const symbology = bars ? "code128" : "datamatrix";
  useScan(({ code }) => setTried(code));
  useRecording((pressed: Pressed[]) => {
    const now = calibrate(pressed, tests[symbology]);
    if (!now) return; // anything else is tried out
    setTried(undefined);
    setFound(now);
    if (now.lost.length === 0) keepSetup(now.setup);
  });
  const address = new URLSearchParams({ text: tests[symbology], symbology, module: bars ? "0.4" : "1.4" });
  return (
    <main className={classes.page} data-floor>
      <Group>
        <Title order={1} size="h2">
          {t.title}
        </Title>
        <Group ml="auto" className={classes.tools ?? ""}>
          {station ? (
            <>
              <ScreenButton size="lg" variant="default" to="/station/$id/commands" params={{ id: station }}>
                {t.sheet}
              </ScreenButton>
              <ScreenButton size="lg" variant="default" to="/station/$id" params={{ id: station }}>
                {t.back}
              </ScreenButton>
            </>
          ) : (
            <ScreenButton size="lg" variant="default" to="/">
              {t.back}
            </ScreenButton>
          )}
        </Group>
      </Group>
      <div className={classes.halves}>
        <Stack gap="sm">
          <Text fz={18}>{t.hint}</Text>
          <img
            className={classes.symbol}
            src={`/api/v1/symbols?${address.toString()}`}
            alt={visible(tests[symbology])}
          />
          <Group className={classes.tools ?? ""}>
            <SegmentedControl
              aria-label={t.kind}
              value={symbology}
              data={[
                { value: "datamatrix", label: t.matrix },
                { value: "code128", label: t.bars },
              ]}
              onChange={(kind) => void navigate({ search: { station, bars: kind === "code128" || undefined } })}
            />
            <Button variant="default" leftSection={<IconPrinter size={20} aria-hidden />} onClick={() => print()}>
              {t.print}
            </Button>
          </Group>
        </Stack>
        <Stack gap="sm" className={classes.tools ?? ""}>
          <div role="status">{found && found !== "other" ? <Result found={found} /> : null}</div>
          <How setup={setup} />
          <Text role="status" className="world">
            {tried === undefined ? t.try : <b>{visible(tried)}</b>}
          </Text>
        </Stack>
      </div>
    </main>
  );
}

/** What was found out, and what is to be changed at the scanner. */
function Result({ found }: { found: Found }) {
  const t = useMessages(messages);
  const whole = found.lost.length === 0;
  return (
    <Alert color={whole ? "green" : "yellow"} variant="outline" title={whole ? t.good : t.partly}>
      <Stack gap="xs">
        {found.faults.length > 0 ? (
          <ul className={classes.faults}>
            {found.faults.map((fault) => (
              <li key={fault}>{t[fault]}</li>
            ))}
          </ul>
        ) : null}
        {whole ? null : (
          <>
            <Text>
              {t.lost}: <b>{visible([...new Set(found.lost)].join(" "))}</b>
            </Text>
            <Button size="md" variant="default" onClick={() => keepSetup(found.setup)}>
              {t.use}
            </Button>
          </>
        )}
      </Stack>
    </Alert>
  );
}

function How({ setup }: { setup: Setup }) {
  const t = useMessages(messages);
  const special = Object.keys(setup.special).join(", ");
  const around = [setup.before, setup.behind].filter(Boolean).join(" … ");
  const rows: [string, string][] = [
    [t.keyboard, t[setup.layout]],
    [t.ends, setup.suffix === "none" ? t.none : setup.suffix],
    [t.gap, t.ms(setup.gap)],
  ];
  if (special !== "") rows.push([t.special, special]);
  if (around !== "") rows.push([t.around, visible(around)]);
  return (
    <section className={`card ${classes.how ?? ""}`}>
      <Group>
        <Title order={2} size="h4">
          {t.now}
        </Title>
        <Text c="dimmed">{setup === usual ? t.usual : t.kept}</Text>
        {setup === usual ? null : (
          <Button ml="auto" variant="default" onClick={() => keepSetup(undefined)}>
            {t.forget}
          </Button>
        )}
      </Group>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="world">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
