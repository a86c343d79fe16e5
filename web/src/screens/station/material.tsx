import { Button, Stack, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import type { Judge } from "./judge";
import { materialWords } from "./material-words";
import classes from "./station.module.css";
import own from "./material.module.css";
import { big } from "./verdict-panel";

type Position = Schemas["MaterialPosition"];

/** What is set up at the positions of material, each of which can be changed by touch. */
export function Material({ station, judge }: { station: string; judge: Judge }) {
  const t = useMessages(materialWords);
  const [open, setOpen] = useState<string>();
  const positions = useQuery(read("/api/v1/stations/{station}/material", { path: { station } }, always));
  const all = positions.data?.items ?? [];
  const position = all.find((p) => p.position === open);
  if (all.length === 0) return null;
  return (
    <section className={`card ${classes.panel ?? ""}`}>
      <h2>{t.material}</h2>
      {all.map((p) => (
        <div key={p.position} className={`${classes.row ?? ""} ${own.row ?? ""}`}>
          <div>
            <b>{p.position}</b> {p.name}
            <div className="world">
              {p.loaded.length === 0 ? (
                <span className={classes.bad}>{t.empty}</span>
              ) : (
                p.loaded.map((l) => l.stock.object.name ?? l.stock.object.id).join(", ")
              )}
            </div>
          </div>
          <Button
            variant="default"
            size="md"
            mih={52}
            aria-label={t.changeAt(p.position)}
            onClick={() => setOpen(p.position)}
          >
            {t.change}
          </Button>
        </div>
      ))}
      {position ? <SetUp station={station} position={position} judge={judge} close={() => setOpen(undefined)} /> : null}
    </section>
  );
}

interface SetUpProps {
  station: string;
  position: Position;
  judge: Judge;
  close: () => void;
}

/** What is offered at most. */
const most = 8;

/** What there is for a position, what expires first and is nearest before the rest. */
export function atHand(
  stock: readonly Schemas["Stock"][],
  { loaded }: Pick<Position, "loaded">,
  station: string,
): Schemas["Stock"][] {
  const there = new Set(loaded.map((l) => l.stock.object.id));
  const far = (s: Schemas["Stock"]) => (s.station === station ? 0 : 1);
  return stock
    .filter((s) => !there.has(s.object.id) && Number(s.quantity) > 0)
    .toSorted((a, b) => (a.expires ?? "9").localeCompare(b.expires ?? "9") || far(a) - far(b))
    .slice(0, most);
}

/** Takes material off a position, and sets up what there is of its parts. */
function SetUp({ station, position, judge, close }: SetUpProps) {
  const t = useMessages(materialWords);
  const format = useFormat();
  const wanted = position.wanted ?? [];
  const stock = useQueries({
    queries: wanted.map((part) => read("/api/v1/stock", { query: { part } }, always)),
    combine: (answers) => ({ lots: answers.flatMap((a) => a.data?.items ?? []), here: answers.every((a) => a.data) }),
  });
  const lots = atHand(stock.lots, position, station);
  const doIt = (verb: string, args: object) => {
    judge.act({ verb, args: { ...args, position: position.position } });
    close();
  };
  const nameOf = (s: Schemas["Stock"]) => s.object.name ?? s.object.id;
  return (
    <Dialog close={close} title={t.title(position.position, position.name ?? "")} size="xl">
      <Stack gap="sm">
        {position.loaded.map(({ stock: s }) => (
          <div key={s.object.id} className={own.loaded}>
            <span className="world">
              <b>{nameOf(s)}</b> {s.object.part} · {format.quantity(s.quantity, s.unit)}
            </span>
            <Button {...big} variant="default" onClick={() => doIt("unload", { object: s.object.id })}>
              {t.takeOff}
            </Button>
            <Button {...big} variant="default" onClick={() => doIt("unload", { object: s.object.id, empty: true })}>
              {t.usedUp}
            </Button>
          </div>
        ))}
        <Text fw={600}>{t.atHand}</Text>
        <div className={own.lots}>
          {lots.map((s) => (
            <Button key={s.object.id} {...big} variant="default" onClick={() => doIt("load", { object: s.object.id })}>
              <span className="world">
                {nameOf(s)} · {s.object.part}
                <br />
                <small>
                  {format.quantity(s.quantity, s.unit)} · {s.station ?? s.location ?? "–"}
                  {s.expires ? ` · ${t.until(format.dateTime(s.expires))}` : ""}
                  {s.holds?.length ? ` · ${t.held}` : ""}
                </small>
              </span>
            </Button>
          ))}
        </div>
        {stock.here && lots.length === 0 ? <Text className="world">{t.nothing(wanted.join(", "))}</Text> : null}
        <Text>{t.orScan}</Text>
      </Stack>
    </Dialog>
  );
}
