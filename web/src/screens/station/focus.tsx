import { Button } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "@/api/call";
import { catalogue, useMessages } from "@/app/i18n";
import classes from "./focus.module.css";
import type { Said } from "./verdict";

const words = catalogue({
  en: { inWork: "In work here" },
  de: { inWork: "Hier in Arbeit" },
  es: { inWork: "En curso aquí" },
});

/** How many units are remembered that were at the front. */
const most = 50;

/** The unit in work that is at the front of a station. */
export interface Focus {
  visit: Schemas["Visit"] | undefined;
  /** Brings a unit to the front. */
  show: (id: string) => void;
  /** Brings the next one to the front. */
  next: () => void;
}

/** What is in work with its key first that was at the front, or spoken of, last. */
export function frontOf<V extends Pick<Schemas["Visit"], "object">>(
  inWork: readonly V[],
  recent: readonly string[],
): V | undefined {
  const found = recent.flatMap((id) => inWork.find((v) => v.object.id === id) ?? []);
  return found[0] ?? inWork.at(-1);
}

/** Keeps one of several units in work at the front: the one that was chosen, or that a verdict spoke of, last. */
export function useFocus(inWork: readonly Schemas["Visit"][], said: Said | undefined): Focus {
  const [recent, setRecent] = useState<readonly string[]>([]);
  const [heard, setHeard] = useState(said);
  const show = (id: string) => setRecent((ids) => [id, ...ids.filter((other) => other !== id)].slice(0, most));
  if (said !== heard) {
    setHeard(said);
    if (said?.subject) show(said.subject);
  }
  const visit = frontOf(inWork, recent);
  const next = () => {
    const at = visit ? inWork.indexOf(visit) : -1;
    const following = inWork[(at + 1) % inWork.length];
    if (following) show(following.object.id);
  };
  return { visit, show, next };
}

/** The units in work, where there are several: the one at the front can be changed by touch. */
export function InWork({ inWork, focus }: { inWork: readonly Schemas["Visit"][]; focus: Focus }) {
  const t = useMessages(words);
  if (inWork.length < 2) return null;
  return (
    <div role="group" aria-label={t.inWork} className={classes.units}>
      {inWork.map((v) => (
        <Button
          key={v.startSeq}
          size="md"
          className={classes.unit ?? ""}
          variant={v === focus.visit ? "filled" : "default"}
          aria-pressed={v === focus.visit}
          onClick={() => focus.show(v.object.id)}
        >
          <span className="world">{v.object.name ?? v.object.id}</span>
        </Button>
      ))}
    </div>
  );
}
