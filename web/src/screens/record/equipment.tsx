import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useNames } from "@/app/people";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { acts } from "./acts";
import { touches, type Detail } from "./data";
import { messages } from "./messages";
import classes from "./record.module.css";
import { Section } from "./section";
import { Outcome } from "./values";

/** Whether a tool may be relied on: its calibrations, and what is in doubt where it was found bad. */
export function Calibrations({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const said = useMessages(acts);
  const format = useFormat();
  const code = o.name ?? o.id;
  const tool = useQuery({
    ...read("/api/v1/equipment/{equipment}", { path: { equipment: code } }, touches(o.id)),
    retry: false,
  });
  const made = useQuery(
    read("/api/v1/equipment/{equipment}/calibrations", { path: { equipment: code } }, touches(o.id)),
  );
  const names = useNames(made.data?.items.map((c) => c.actor) ?? []);
  if (tool.isError) return null;
  return (
    <Section id="calibrations" title={t.calibrations}>
      <Answer of={tool}>
        {(e) => (
          <div className="card" style={{ padding: "0.75rem 1rem" }}>
            <Text className="world" c={e.state === "overdue" || e.state === "failed" ? "var(--text-stop)" : "inherit"}>
              <b>{t[`calibration-${e.state}`]}</b> {e.last?.due ? t.dueAt(format.dateTime(e.last.due)) : ""}
            </Text>
            {e.doubt ? (
              <Text c="var(--text-stop)">
                {t.doubt(format.number(e.doubt.objects))}{" "}
                <ScreenLink to="/trace" search={{ of: o.id }}>
                  {said.traceOn}
                </ScreenLink>
              </Text>
            ) : null}
          </div>
        )}
      </Answer>
      {made.data?.items.length === 0 ? (
        <Empty title={t.noCalibration}>{t.noCalibrationFix}</Empty>
      ) : (
        <div className={`card ${classes.scroll ?? ""}`} tabIndex={0} role="region" aria-label={t.calibrations}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{said.when}</th>
                <th scope="col">{t.foundAs}</th>
                <th scope="col">{t.leftAs}</th>
                <th scope="col">{t.due}</th>
                <th scope="col">{t.certificate}</th>
                <th scope="col">{said.foundBy}</th>
              </tr>
            </thead>
            <tbody>
              {made.data?.items.map((c) => (
                <tr key={c.entry}>
                  <td>{format.dateTime(c.at)}</td>
                  <td>
                    <Outcome of={c.found} voided={(c.voidSeq ?? 0) > 0} />
                  </td>
                  <td>
                    <Outcome of={c.left} voided={(c.voidSeq ?? 0) > 0} />
                  </td>
                  <td>{c.due ? format.dateTime(c.due) : "–"}</td>
                  <td className="world">{[c.certificate, c.lab].filter(Boolean).join(" · ")}</td>
                  <td className="world">{names(c.actor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
