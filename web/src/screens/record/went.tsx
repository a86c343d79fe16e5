import { Group, Text } from "@mantine/core";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Answer } from "@/ui/answer";
import { ScreenLink } from "@/ui/link";
import { ObjectLink } from "@/ui/object";
import { acts } from "./acts";
import { mostWent, useWent, type Detail } from "./data";
import { messages } from "./messages";
import { Section } from "./section";

/** What it went into directly; the trace follows it on. */
export function Went({ of: o }: { of: Detail }) {
  const t = useMessages(acts);
  const { possible } = useMessages(messages);
  const format = useFormat();
  const went = useWent(o.id);
  const nodes = went.data?.nodes.filter((n) => n.depth === 1) ?? [];
  if (went.data && nodes.length === 0) return null;
  return (
    <Section
      id="went"
      title={t.went}
      count={nodes.length < mostWent ? format.number(nodes.length) : t.atLeast(format.number(mostWent))}
      aside={
        <ScreenLink to="/trace" search={{ of: o.id }} className="no-print">
          {t.traceOn}
        </ScreenLink>
      }
    >
      <Answer of={went}>
        {() => (
          <Group gap="xs" className="card" p="sm">
            {nodes.map((n) => (
              <span key={n.object.id}>
                {n.removed ? (
                  <del>
                    <ObjectLink of={n.object} />
                  </del>
                ) : (
                  <ObjectLink of={n.object} />
                )}{" "}
                <Text span size="sm" c="dimmed" className="world">
                  {n.object.part} {n.proven ? "" : possible}
                </Text>
              </span>
            ))}
          </Group>
        )}
      </Answer>
    </Section>
  );
}
