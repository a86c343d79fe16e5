import { Text } from "@mantine/core";
import { IconCircleCheck, IconFlag3Filled } from "@tabler/icons-react";
import { useFormat, type Format } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { messages, type Messages } from "./messages";
import { clock, lasting, type Bottleneck } from "./states";
import classes from "./map.module.css";

/** What says that a station is the bottleneck, a sentence each, the strongest first. */
export function reasons(b: Bottleneck, now: string, t: Messages, format: Format): string[] {
  const work = lasting(b.since, new Date(Date.parse(b.since) + b.busy * 1000).toISOString());
  const sameDay = Date.parse(now) - Date.parse(b.since) < 12 * 3_600_000;
  const said = [
    t.unbroken(b.passes, work, sameDay ? format.time(b.since) : format.dateTime(b.since), b.atLeast === true),
  ];
  if (b.waiting > 0 && b.oldest) said.push(t.queued(b.waiting, lasting(b.oldest, now)));
  if (b.cycle) {
    const cycle = clock(b.cycle);
    said.push(
      !b.takt ? t.untimed(cycle) : b.cycle > b.takt ? t.slow(cycle, clock(b.takt)) : t.inTakt(cycle, clock(b.takt)),
    );
  }
  if (b.blocked?.length) said.push(t.blocking(b.blocked.join(", ")));
  if (b.starved?.length) said.push(t.starving(b.starved.join(", ")));
  return said;
}

interface Props {
  of: Bottleneck | undefined;
  now: string;
  /** How many of the reasons are told. */
  most?: number;
}

/** Names the station that the others wait for, with the reasons. */
export function BottleneckPanel({ of, now, most = 9 }: Props) {
  const t = useMessages(messages);
  const format = useFormat();
  if (!of) {
    return (
      <section className={classes.why} aria-label={t.bottleneck}>
        <IconCircleCheck aria-hidden className={classes.whyIcon} />
        <Text component="div">
          <b>{t.noBottleneck}.</b> {t.noBottleneckText}
        </Text>
      </section>
    );
  }
  return (
    <section className={classes.why} data-found aria-label={t.bottleneck}>
      <IconFlag3Filled aria-hidden className={classes.whyIcon} />
      <Text component="div">
        <b>{t.isBottleneck(of.station)}.</b> {reasons(of, now, t, format).slice(0, most).join(" ")}
      </Text>
    </section>
  );
}
