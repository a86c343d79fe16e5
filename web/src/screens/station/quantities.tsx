import { Button, Group, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { catalogue, useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Dialog } from "@/ui/dialog";
import { commandOf } from "./commands";
import type { Judge } from "./judge";
import { Keypad } from "./keypad";
import { begun, counted, countOf, entered, keyed, told, type CountCode, type Counted, type Entry } from "./portions";
import classes from "./pad.module.css";
import type { Definition } from "./recipe";
import { big } from "./verdict-panel";

const words = catalogue({
  en: {
    title: (of: string) => `How much of ${of} is done?`,
    inWork: (n: string) => `In work: ${n}`,
    good: "Good",
    scrap: "Scrap",
    why: "Why is it scrap?",
    stays: (n: string) => `${n} stay in work.`,
    book: "Book",
    number: "That is no quantity: write digits, such as 12.",
    nothing: "Say how much is done.",
    more: "That is more than is in work.",
    reason: "Say why it is scrap.",
  },
  de: {
    title: (of: string) => `Wie viel von ${of} ist fertig?`,
    inWork: (n: string) => `In Arbeit: ${n}`,
    good: "Gut",
    scrap: "Ausschuss",
    why: "Warum ist es Ausschuss?",
    stays: (n: string) => `${n} bleiben in Arbeit.`,
    book: "Buchen",
    number: "Das ist keine Menge: Ziffern schreiben, etwa 12.",
    nothing: "Angeben, wie viel fertig ist.",
    more: "Das ist mehr, als in Arbeit ist.",
    reason: "Angeben, warum es Ausschuss ist.",
  },
  es: {
    title: (of: string) => `¿Cuánto de ${of} está hecho?`,
    inWork: (n: string) => `En curso: ${n}`,
    good: "Bueno",
    scrap: "Desecho",
    why: "¿Por qué es desecho?",
    stays: (n: string) => `Quedan en curso ${n}.`,
    book: "Anotar",
    number: "Eso no es una cantidad: escriba cifras, como 12.",
    nothing: "Diga cuánto está hecho.",
    more: "Es más de lo que hay en curso.",
    reason: "Diga por qué es desecho.",
  },
});

interface Props {
  /** The lot in work. */
  lot: Schemas["ObjectRef"];
  /** What was scanned to open this, if anything. */
  code: string | undefined;
  reasons: NonNullable<Definition["reasons"]>;
  judge: Judge;
  close: () => void;
}

/** Books how much of a lot is good and how much is scrap; what is not counted stays in work. */
export function Quantities(props: Props) {
  const { lot, code: opening, judge, close } = props;
  const t = useMessages(words);
  const stock = useQuery(read("/api/v1/objects/{id}", { path: { id: lot.id } }, always));
  const [heard, setHeard] = useState(() => openedBy(opening));
  const [here, setHere] = useState(false);
  return (
    <>
      {here ? null : <Early judge={judge} close={close} hear={(said) => setHeard((before) => [...before, said])} />}
      <Dialog close={close} title={t.title(lot.name ?? lot.id)} size="xl">
        <Answer of={stock}>
          {(o) => (
            <Count
              key={o.quantity}
              {...props}
              heard={heard}
              here={() => setHere(true)}
              total={o.quantity ?? "0"}
              uom={o.uom}
              unit={o.unit}
            />
          )}
        </Answer>
      </Dialog>
    </>
  );
}

interface EarlyProps extends Pick<Props, "judge" | "close"> {
  hear: (said: CountCode) => void;
}

/** Hears what is scanned before it is known how much there is. Nothing is booked then. Draws nothing. */
function Early({ judge, close, hear }: EarlyProps): null {
  useScan(({ code }) => {
    const said = countOf(code);
    if (said) hear(said);
    else if (!isBook(code)) {
      close(); // nothing lies over a verdict
      judge.act({ code });
    }
  });
  return null;
}

/** What a code says that opens the count: a number alone is of what is good. */
function openedBy(code: string | undefined): CountCode[] {
  const said = countOf(code ?? "");
  return said ? [{ at: "good", ...said }] : [];
}

const isBook = (code: string) => {
  const command = commandOf(code);
  return command?.name === "COMPLETE" && command.rest === "";
};

interface CountProps extends Omit<Props, "code"> {
  heard: readonly CountCode[];
  /** Called once this hears what is scanned. */
  here: () => void;
  /** How much is in work, in which unit, and how that is written. */
  total: string;
  uom: string | undefined;
  unit: string | undefined;
}

function Count({ lot, heard, here, reasons, judge, close, total, uom, unit }: CountProps) {
  const t = useMessages(words);
  const format = useFormat();
  const scraps = reasons.filter((r) => r.for === "scrap");
  const codes = scraps.map((r) => r.code);
  const [entry, setEntry] = useState(() =>
    heard.reduce<Entry>((e, said) => counted(e, total, said, codes), begun(total)),
  );
  const [tried, setTried] = useState(false);
  const ready = useEffectEvent(here);
  useEffect(() => ready(), []);
  const fields = useRef<Partial<Record<keyof Counted, HTMLInputElement | null>>>({});
  const count = told(lot.id, total, entry, entry.reason, scraps.length > 0);
  const book = () => {
    setTried(true);
    if (count.wrong || !count.args) return;
    judge.act({ verb: "complete", args: count.args });
    close();
  };
  useScan(({ code }) => {
    const said = countOf(code) ?? (/^\d+([.,]\d+)?$/.test(code.trim()) ? { number: code.trim() } : undefined);
    if (said) {
      setEntry((e) => counted(e, total, said, codes));
      if (said.at) fields.current[said.at]?.focus();
    } else if (isBook(code)) book();
    else {
      close(); // nothing lies over a verdict
      judge.act({ code });
    }
  });
  const field = (name: keyof Counted): ReactNode => (
    <TextInput
      size="xl"
      label={t[name]}
      inputMode="none"
      autoComplete="off"
      ref={(input) => {
        fields.current[name] = input;
      }}
      value={entry[name]}
      data-autofocus={name === entry.at ? true : undefined}
      onFocus={(e) => {
        setEntry((before) => ({ ...before, at: name, fresh: true }));
        e.currentTarget.select();
      }}
      onChange={(e) => {
        const { value } = e.currentTarget;
        setEntry((before) => entered(before, total, name, value));
      }}
      styles={{
        input: { minHeight: 76, fontSize: 32, outline: entry.at === name ? "3px solid var(--text-check)" : "none" },
      }}
    />
  );
  return (
    <form
      className={classes.form}
      onSubmit={(e) => {
        e.preventDefault();
        book();
      }}
    >
      <div className={classes.left}>
        <Text fz={20}>{t.inWork(format.quantity(total, unit))}</Text>
        <Group grow align="start">
          {field("good")}
          {field("scrap")}
        </Group>
        {scraps.length > 0 && (entry.at === "scrap" || entry.scrap !== "" || entry.reason !== "") ? (
          <div role="group" aria-label={t.why} className={classes.reasons}>
            {scraps.map((r) => (
              <Button
                key={r.code}
                {...big}
                type="button"
                variant={entry.reason === r.code ? "filled" : "default"}
                aria-pressed={entry.reason === r.code}
                onClick={() => setEntry((e) => ({ ...e, reason: r.code }))}
              >
                {r.name ?? r.code}
              </Button>
            ))}
          </div>
        ) : null}
        <Text fz={18} role="status" c={tried && count.wrong ? "var(--text-stop)" : "inherit"}>
          {count.wrong
            ? tried
              ? t[count.wrong]
              : ""
            : count.rest === "0"
              ? ""
              : t.stays(format.quantity(count.rest, unit))}
        </Text>
        <Button {...big} type="submit">
          {t.book}
        </Button>
      </div>
      <Keypad
        more={uom === undefined || uom === "C62" ? [] : ["."]}
        press={(key) => setEntry((e) => keyed(e, total, key))}
      />
    </form>
  );
}
