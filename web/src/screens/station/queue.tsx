import { Badge, Button, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useConnection } from "@/api/live";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { drop, type Kept } from "@/offline/acts";
import { useKept } from "@/offline/outbox";
import { ScreenButton } from "@/ui/link";
import { away as words } from "./away";
import classes from "./station.module.css";

/** A connection that is lost no longer is not spoken of, in milliseconds. */
const blink = 1500;

/** Whether the server has been gone for longer than a blink. */
export function useAway(): boolean {
  const { live } = useConnection();
  const [away, setAway] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAway(!live), live ? 0 : blink);
    return () => clearTimeout(timer);
  }, [live]);
  return away && !live;
}

const shown = 4;

/** What an act was, in short. */
function nameOf({ act }: Kept): string {
  if ("code" in act) return act.code;
  const { defect } = act.args as { defect?: string };
  return defect === undefined ? act.verb : `${act.verb} ${defect}`;
}

/** What waits on this device to be sent, and what became of what was sent and was not simply good. */
export function Queue({ station }: { station: string }) {
  const t = useMessages(words);
  const format = useFormat();
  const { actor } = useMe();
  const kept = useKept();
  const waiting = kept.waiting.filter((k) => k.station === station);
  const came = kept.came.filter((k) => k.station === station);
  return (
    <>
      {waiting.length > 0 ? (
        <section className={`card ${classes.panel ?? ""}`}>
          <h2>{t.waiting(waiting.length)}</h2>
          {waiting.some((k) => k.actor !== actor) ? t.other : null}
          {waiting.slice(-shown).map((k) => (
            <div key={k.id} className={classes.row}>
              <b className="world">{nameOf(k)}</b>
              {k.photos ? <span>{t.photos(k.photos.length)}</span> : null}
              <span>{format.time(new Date(k.at).toISOString())}</span>
            </div>
          ))}
        </section>
      ) : null}
      {came.length > 0 ? (
        <section className={`card ${classes.panel ?? ""}`}>
          <h2>{t.came(came.length)}</h2>
          {came.slice(0, shown).map((k) => (
            <Came key={k.id} kept={k} />
          ))}
          <ScreenButton variant="default" size="md" mt={6} to="/error-proofing" search={{ station }}>
            {t.breaches}
          </ScreenButton>
        </section>
      ) : null}
    </>
  );
}

function Came({ kept }: { kept: Kept }) {
  const t = useMessages(words);
  const recorded = kept.came?.how === "recorded";
  return (
    <div className={classes.row}>
      <div>
        <Group gap={6}>
          <b className="world">{nameOf(kept)}</b>
          <Text className={classes.bad}>{recorded ? t.recorded : t.refused}</Text>
        </Group>
        <div className="world">{recorded ? kept.came?.also.join(" ") : kept.came?.text}</div>
      </div>
      <Button variant="default" size="md" style={{ flexShrink: 0 }} onClick={() => void drop(kept)}>
        {t.seen}
      </Button>
    </div>
  );
}

/** How much waits, in the head of the station. */
export function QueuedBadge() {
  const t = useMessages(words);
  const { waiting } = useKept();
  if (waiting.length === 0) return null;
  return (
    <Badge
      size="lg"
      radius="sm"
      color="yellow"
      variant="outline"
      style={{ flexShrink: 0 }}
      title={t.waiting(waiting.length)}
    >
      {t.queued} {waiting.length}
    </Badge>
  );
}
