import { Text } from "@mantine/core";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { Files } from "@/ui/files";
import { acts } from "./acts";
import { useDefects, type Detail } from "./data";
import classes from "./record.module.css";
import { Section } from "./section";

/** What was found wrong, and what was decided about it. */
export function Defects({ of: o }: { of: Detail }) {
  const t = useMessages(acts);
  const format = useFormat();
  const items = useDefects(o.id).data?.items ?? [];
  const names = useNames(items.flatMap((d) => [d.actor, d.decidedBy]));
  if (items.length === 0) return null;
  return (
    <Section id="defects" title={t.defects} count={format.number(items.length)}>
      <div className={`card ${classes.scroll ?? ""}`} tabIndex={0} role="region" aria-label={t.defects}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col">{t.defect}</th>
              <th scope="col">{t.foundAt}</th>
              <th scope="col">{t.foundBy}</th>
              <th scope="col">{t.decision}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((d) => (
              <tr key={`${String(d.entry)}.${String(d.line)}`}>
                <td>{format.dateTime(d.occurredAt)}</td>
                <td className="world">
                  <b>{d.code}</b> {d.text}{" "}
                  <Text span size="sm" c="dimmed">
                    {d.position}
                  </Text>
                  <Files of={d.attachments} name={d.code} />
                </td>
                <td className="world">{[d.station, d.operation].filter(Boolean).join(" · ")}</td>
                <td className="world">{names(d.actor)}</td>
                <td className="world">
                  {d.decision ? (
                    <>
                      {t[d.decision]}{" "}
                      <Text span size="sm" c="dimmed">
                        {names(d.decidedBy)}
                      </Text>
                    </>
                  ) : (
                    <Text span c="var(--text-stop)">
                      {t.undecided}
                    </Text>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
