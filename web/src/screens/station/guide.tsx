import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { fileAt, type Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { catalogue, useMessages } from "@/app/i18n";
import { FileDialog } from "@/ui/files";
import { guideOf, type Guide as Shown } from "./guide-of";
import classes from "./guide.module.css";
import { useDefinition } from "./work";

const words = catalogue({
  en: { larger: (of: string) => `${of}: larger`, before: "Step before", after: "Next step" },
  de: { larger: (of: string) => `${of}: größer`, before: "Schritt zuvor", after: "Nächster Schritt" },
  es: { larger: (of: string) => `${of}: más grande`, before: "Paso anterior", after: "Paso siguiente" },
});

/** What is shown of the operation of a visit, by the definition that the unit is made by. */
function useGuide(visit: Schemas["Visit"] | undefined): Shown | undefined {
  const id = visit?.object.id ?? "";
  const unit = useQuery({ ...read("/api/v1/objects/{id}", { path: { id } }, always), enabled: id !== "" });
  const definition = useDefinition(unit.data?.order);
  return visit && unit.data && definition ? guideOf(definition, unit.data, visit.operation) : undefined;
}

interface Props {
  /** What is in work, which the pictures are of. */
  visit: Schemas["Visit"] | undefined;
  /** Whether something is said that is to be read before all else. */
  quiet: boolean;
  /** The verdict, which stands above. */
  children: ReactNode;
}

/** The verdict with the picture of what is to be done below it, as large as there is room. */
export function Guided({ visit, quiet, children }: Props) {
  const guide = useGuide(visit);
  const shown = quiet ? undefined : guide;
  return (
    <div className={classes.left} data-guided={shown ? true : undefined}>
      {children}
      {shown ? <Guide key={visit?.startSeq} guide={shown} /> : null}
    </div>
  );
}

function Guide({ guide: { pages, documents } }: { guide: Shown }) {
  const t = useMessages(words);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState<{ title: string; file: string }>();
  const page = pages[Math.min(at, pages.length - 1)];
  const turn = (by: number, label: string, Symbol: typeof IconChevronLeft) => (
    <Button
      variant="default"
      className={classes.turn}
      aria-label={label}
      disabled={at + by < 0 || at + by >= pages.length}
      onClick={() => setAt(at + by)}
    >
      <Symbol size={30} aria-hidden />
    </Button>
  );
  return (
    <section className={`card ${classes.guide ?? ""}`} aria-label={page?.name}>
      {pages.length > 1 ? turn(-1, t.before, IconChevronLeft) : null}
      {page ? (
        <figure className={classes.page}>
          {page.picture ? (
            <UnstyledButton
              className={classes.picture}
              aria-label={t.larger(page.name)}
              onClick={() => setOpen({ title: page.name, file: page.picture ?? "" })}
            >
              <img src={fileAt(page.picture)} alt={page.name} />
            </UnstyledButton>
          ) : null}
          {pages.length > 1 ? (
            <figcaption className="world">
              <b>
                {at + 1}/{pages.length} {page.name}
              </b>{" "}
              {page.text}
            </figcaption>
          ) : null}
        </figure>
      ) : null}
      {documents.length > 0 ? (
        <div className={classes.documents}>
          {documents.map((d) => (
            <Button
              key={d.title}
              variant="default"
              className={classes.document}
              leftSection={<IconFileText size={24} aria-hidden />}
              onClick={() => setOpen(d)}
            >
              {d.title}
            </Button>
          ))}
        </div>
      ) : null}
      {pages.length > 1 ? turn(1, t.after, IconChevronRight) : null}
      {open ? <FileDialog file={{ sha256: open.file }} title={open.title} close={() => setOpen(undefined)} /> : null}
    </section>
  );
}
