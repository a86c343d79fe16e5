import { Badge, Group, Stack, Text } from "@mantine/core";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { things } from "@/app/things";
import { useWord } from "@/app/values";
import { Answer } from "@/ui/answer";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { useHolds, type Detail } from "./data";
import { messages } from "./messages";
import classes from "./record.module.css";

type Words = Record<string, string>;

/** What an object is: its names, what it is of, where it is and what became of it. */
export function Identity({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const words = useMessages(things) as Words;
  const format = useFormat();
  const word = useWord();
  const facts: [string, React.ReactNode][] = [
    [words["part"] ?? "", o.part ? [o.part, o.revision && t.revision(o.revision)].filter(Boolean).join(" · ") : ""],
    [t.maker, o.maker],
    [t.order, o.order],
    [t.quantity, o.quantity ? format.quantity(o.quantity, o.unit) : ""],
    [t.second, o.second ? format.quantity(o.second, o.secondUnit) : ""],
    [words["place"] ?? "", [o.station, o.position, o.location].filter(Boolean).join(" · ")],
    [t.operation, o.operation],
    [t.inside, o.inside ? <ObjectLink of={o.inside} /> : ""],
    [t.carrier, o.carrier ? <ObjectLink of={o.carrier.carrier} /> : ""],
    [t.seen, o.seenAt ? format.dateTime(o.seenAt) : ""],
  ];
  const names = o.identifiers.filter((n) => n.taken === undefined);
  return (
    <Stack className="card" p="md" gap="sm">
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== "" && value !== undefined)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="world">{value}</dd>
            </div>
          ))}
        <div style={{ gridColumn: "1 / -1" }}>
          <dt>{t.names}</dt>
          <dd>
            {names.map((n) => (
              <Text key={`${n.scheme} ${n.issuer ?? ""} ${n.value} ${String(n.given)}`} size="sm" className="world">
                <Text span c="dimmed">
                  {word(n.scheme)}
                </Text>{" "}
                <b>{n.value}</b> {n.issuer ? `· ${n.issuer}` : ""}{" "}
                {n.validTo ? t.until(format.dateTime(n.validTo)) : null}
              </Text>
            ))}
            <Text size="sm" c="dimmed" className="world">
              {o.uri}
            </Text>
          </dd>
        </div>
      </dl>
    </Stack>
  );
}

/** The state of an object in words, beside its name. */
export function States({ of: o }: { of: Detail }) {
  const words = useMessages(things);
  const gone = o.life === "scrapped" || o.life === "void";
  return (
    <Group gap="xs">
      <Badge tt="none" size="lg" color={gone ? "red" : "gray"} c={gone ? "var(--text-stop)" : "inherit"}>
        {words[o.life]}
      </Badge>
      {o.holds?.length ? (
        <Badge tt="none" size="lg" color="red" c="var(--text-stop)">
          {words.held}
        </Badge>
      ) : null}
    </Group>
  );
}

/** The holds that lie on it, and those that lay on it. */
export function Holds({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const format = useFormat();
  const word = useWord();
  const holds = useHolds(o.id);
  return (
    <Answer of={holds}>
      {(list) => (
        <>
          {list.items.map((h) => {
            const over = h.released ?? h.cleared;
            return (
              <Stack key={h.id} className={over ? "card" : `card ${classes.held ?? ""}`} p="sm" gap={2}>
                <Text className="world">
                  <ScreenLink to="/error-proofing" search={{ tab: "holds", ...(over ? { all: true as const } : {}) }}>
                    <b>{h.id}</b>
                  </ScreenLink>{" "}
                  {h.reason}
                </Text>
                <Text size="sm" c="dimmed" className="world">
                  {t.heldSince(format.dateTime(h.placedAt), word(h.owner))} · {t.stops(h.blocks.map(word).join(", "))}
                  {h.released ? ` · ${t.releasedAt(format.dateTime(h.releasedAt ?? ""), h.releaseNote ?? "")}` : ""}
                  {h.cleared && !h.released ? ` · ${t.cleared}` : ""}
                </Text>
              </Stack>
            );
          })}
        </>
      )}
    </Answer>
  );
}
