import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useNames } from "@/app/people";
import { JobDialog, JobState } from "@/screens/codes/job";
import { messages as codeWords } from "@/screens/codes/messages";
import { EntryLink } from "@/ui/entry";
import { touches, type Detail } from "./data";
import { labelWords } from "./label-words";
import classes from "./record.module.css";
import { Section } from "./section";

const onTheWay = new Set(["queued", "sending"]);

/** The labels that were printed for an object: when, by whom and where, what became of them, and whether they read so. */
export function Labels({ of: o }: { of: Detail }) {
  const t = useMessages(labelWords);
  const c = useMessages(codeWords);
  const format = useFormat();
  const acts = may(useMe(), "operate");
  const [again, setAgain] = useState<string>();
  const query = { object: o.id, limit: 200 };
  const items = useQuery(read("/api/v1/print-jobs", { query }, touches(o.id))).data?.items ?? [];
  const names = useNames(items.map((j) => j.actor));
  if (items.length === 0) return null;
  return (
    <Section id="labels" title={t.labels} count={format.number(items.length)}>
      <div className={`card ${classes.scroll ?? ""}`} tabIndex={0} role="region" aria-label={t.labels}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col">{c.label}</th>
              <th scope="col">{c.printer}</th>
              <th scope="col">{t.by}</th>
              <th scope="col">{c.state}</th>
              <th scope="col">{t.scannedBack}</th>
              {acts ? <th scope="col">{c.act}</th> : null}
            </tr>
          </thead>
          <tbody>
            {items.map((j) => (
              <tr key={j.id}>
                <td>
                  {format.dateTime(j.queuedAt)}{" "}
                  <Text span size="sm" c="dimmed">
                    {j.id}
                  </Text>
                </td>
                <td className="world">
                  <b>{j.label}</b> {j.copies > 1 ? `× ${format.number(j.copies)}` : null}{" "}
                  <Text span size="sm" c="dimmed">
                    {j.again ? t.again(j.again, j.reason ?? "") : null}
                  </Text>
                </td>
                <td className="world">{[j.printer, j.station].filter(Boolean).join(" · ")}</td>
                <td className="world">{names(j.actor) || (j.event ? t.byEvent : "–")}</td>
                <td>
                  <JobState of={j} />
                </td>
                <td>
                  {j.state === "verified" ? (
                    <>
                      {format.dateTime(j.at)} <EntryLink seq={j.seq} />
                    </>
                  ) : j.verify && !["cancelled", "failed"].includes(j.state) ? (
                    c.toScan
                  ) : (
                    "–"
                  )}
                </td>
                {acts ? (
                  <td>
                    {onTheWay.has(j.state) ? (
                      "–"
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`${c.reprint} ${j.id}`}
                        onClick={() => setAgain(j.id)}
                      >
                        {c.reprint}
                      </Button>
                    )}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {again ? <JobDialog verb="reprint" job={again} close={() => setAgain(undefined)} /> : null}
    </Section>
  );
}
