import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read, type FeedEvent } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import type { Judge } from "./judge";
import { messages } from "./messages";
import classes from "./station.module.css";
import { big } from "./verdict-panel";

/** What may be called for. */
export const kinds = ["help", "quality", "material", "maintenance", "safety"] as const;

const calls = (e: FeedEvent) => e.kind.includes("andon");

/** Calls for help with two taps. Whoever stands at a station may, whatever their role. */
export function CallDialog({ judge, close }: { judge: Judge; close: () => void }) {
  const t = useMessages(messages);
  return (
    <Dialog close={close} title={t.callTitle} size="xl">
      <Group>
        {kinds.map((kind) => (
          <Button
            key={kind}
            {...big}
            variant="default"
            onClick={() => {
              judge.act({ verb: "andon", args: { kind } });
              close();
            }}
          >
            {t[kind]}
          </Button>
        ))}
      </Group>
    </Dialog>
  );
}

/** The calls of the station that nobody has settled, and whether somebody comes. */
export function Calls({ station }: { station: string }) {
  const t = useMessages(messages);
  const format = useFormat();
  const open = useQuery(read("/api/v1/andons", { query: { station, open: true, limit: 3 } }, calls));
  if (!open.data || open.data.items.length === 0) return null;
  return (
    <section className={`card ${classes.panel ?? ""}`}>
      <h2>{t.calls}</h2>
      {open.data.items.map((call) => (
        <div key={call.id} className={classes.row}>
          <b>{t[call.kind]}</b>
          <span>{format.time(call.raisedAt)}</span>
          <span className={call.state === "acknowledged" ? classes.done : classes.bad}>
            {call.state === "acknowledged" ? t.comes : t.unanswered}
          </span>
        </div>
      ))}
    </section>
  );
}
