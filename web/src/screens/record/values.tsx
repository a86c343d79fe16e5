import { Badge, Group, Stack, Text } from "@mantine/core";
import type { Schemas } from "@/api/call";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { Answer } from "@/ui/answer";
import { acts } from "./acts";
import { Chart } from "./chart";
import { useNeighbours, useValues, type Detail, type Value } from "./data";
import classes from "./record.module.css";
import { Section } from "./section";
import { plotOf, spreads, type Spread } from "./spread";

const none: readonly Schemas["Neighbours"][] = [];

/** What was measured: each characteristic with its limits, drawn among the values before and after. */
export function Values({ of: o }: { of: Detail }) {
  const t = useMessages(acts);
  const format = useFormat();
  const values = useValues(o.id);
  const neighbours = useNeighbours(o.id);
  const items = values.data?.items ?? [];
  const names = useNames(items.map((v) => v.actor));
  if (values.data && items.length === 0) return null;
  return (
    <Section id="values" title={t.values} count={items.length > 0 ? format.number(items.length) : undefined}>
      <Answer of={values}>
        {(list) => (
          <>
            <div className={classes.charts}>
              {spreads(list.items, neighbours.data?.items ?? none).map((s) => (
                <Characteristic key={s.key} spread={s} names={names} />
              ))}
            </div>
            {list.next ? <Text c="dimmed">{t.moreValues}</Text> : null}
          </>
        )}
      </Answer>
    </Section>
  );
}

function limits(v: Value | undefined, format: ReturnType<typeof useFormat>): string {
  if (v === undefined) return "";
  if (v.lower === undefined && v.upper === undefined) return "";
  return `${format.quantity(v.lower)} … ${format.quantity(v.upper)}`;
}

function Characteristic({ spread: s, names }: { spread: Spread; names: (id: string | undefined) => string }) {
  const t = useMessages(acts);
  const format = useFormat();
  const plot = plotOf(s);
  return (
    <Stack className="card" p="sm" gap={4}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} className="world">
          {s.characteristic}{" "}
          <Text span c="dimmed" size="sm" fw={400}>
            {s.operation}
          </Text>
        </Text>
        <Text size="sm" c="dimmed">
          {limits(s.own.at(-1), format)} {s.unit}
        </Text>
      </Group>
      {plot ? (
        <Chart
          plot={plot}
          label={t.chart(s.characteristic, format.number(s.own.length), format.number(s.others.length))}
        />
      ) : null}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={`${s.characteristic} ${s.operation}`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col" data-numeric>
                {t.value}
              </th>
              <th scope="col">{t.outcome}</th>
              <th scope="col">{t.with}</th>
            </tr>
          </thead>
          <tbody>
            {s.own.map((v) => (
              <tr key={`${String(v.entry)}.${String(v.line)}`}>
                <td>
                  <time dateTime={v.occurredAt}>{format.dateTime(v.occurredAt)}</time>
                  {v.position ? ` · ${v.position}` : ""}
                </td>
                <td data-numeric className="world">
                  {v.voidSeq ? <del>{valueText(v, format)}</del> : valueText(v, format)}
                </td>
                <td>
                  <Outcome of={v.outcome} voided={v.voidSeq !== undefined} />
                </td>
                <td className="world">
                  {[v.station, v.equipment, v.program, names(v.actor)].filter(Boolean).join(" · ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  );
}

function valueText(v: Value, format: ReturnType<typeof useFormat>): string {
  return v.value === undefined ? (v.text ?? "–") : format.quantity(v.value, v.unit);
}

/** Whether something passed, as a word and a colour. */
export function Outcome({ of, voided }: { of: Value["outcome"]; voided?: boolean }) {
  const t = useMessages(acts);
  const fail = of === "fail";
  const word =
    of === "pass" ? (
      t.pass
    ) : (
      <Badge tt="none" color={fail ? "red" : "yellow"} c={fail ? "var(--text-stop)" : "var(--text-check)"}>
        {t[of]}
      </Badge>
    );
  if (!voided) return <>{word}</>;
  return (
    <>
      {word}{" "}
      <Text span c="dimmed" size="sm">
        {t.voided}
      </Text>
    </>
  );
}
