import { Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { catalogue, useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import type { Judge } from "./judge";
import classes from "./station.module.css";
import { big } from "./verdict-panel";

const words = catalogue({
  en: {
    last: "Last label",
    again: "Print again",
    title: "Why is it printed again?",
    torn: "Torn",
    unreadable: "Cannot be read",
    lost: "Lost",
    wrongPlace: "Stuck on askew",
  },
  de: {
    last: "Letztes Etikett",
    again: "Noch einmal drucken",
    title: "Warum wird es noch einmal gedruckt?",
    torn: "Zerrissen",
    unreadable: "Nicht lesbar",
    lost: "Verloren",
    wrongPlace: "Schief geklebt",
  },
  es: {
    last: "Última etiqueta",
    again: "Imprimir otra vez",
    title: "¿Por qué se imprime otra vez?",
    torn: "Rota",
    unreadable: "No se puede leer",
    lost: "Perdida",
    wrongPlace: "Pegada torcida",
  },
});

const reasons = ["torn", "unreadable", "lost", "wrongPlace"] as const;

/** The last label that was printed for the station, and once more with two taps, for a reason. */
export function Prints({ station, judge }: { station: string; judge: Judge }) {
  const t = useMessages(words);
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const jobs = useQuery(read("/api/v1/print-jobs", { query: { station, limit: 1 } }, always));
  const job = jobs.data?.items[0];
  if (!job) return null;
  return (
    <section className={`card ${classes.panel ?? ""}`}>
      <h2>{t.last}</h2>
      <div className={classes.row} style={{ alignItems: "center" }}>
        <b className="world">{job.object?.name ?? job.order ?? job.label}</b>
        <span className="world">{job.label}</span>
        <span>{format.time(job.queuedAt)}</span>
        <Button
          variant="default"
          size="lg"
          mih={48}
          leftSection={<IconPrinter size={24} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t.again}
        </Button>
      </div>
      {asking ? (
        <Dialog close={() => setAsking(false)} title={t.title} size="lg">
          <Group>
            {reasons.map((reason) => (
              <Button
                key={reason}
                {...big}
                variant="default"
                onClick={() => {
                  judge.act({ verb: "reprint", args: { job: job.id, reason: t[reason] } });
                  setAsking(false);
                }}
              >
                {t[reason]}
              </Button>
            ))}
          </Group>
        </Dialog>
      ) : null}
    </section>
  );
}
