import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { catalogue, useMessages } from "@/app/i18n";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Dialog } from "@/ui/dialog";
import type { Judge } from "./judge";
import { Keypad } from "./keypad";
import { rest, told, type Counted } from "./portions";
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
  reasons: NonNullable<Definition["reasons"]>;
  judge: Judge;
  close: () => void;
}

/** Books how much of a lot is good and how much is scrap; what is not counted stays in work. */
export function Quantities(props: Props) {
  const { lot, close } = props;
  const t = useMessages(words);
  const stock = useQuery(read("/api/v1/objects/{id}", { path: { id: lot.id } }, always));
  return (
    <Dialog close={close} title={t.title(lot.name ?? lot.id)} size="xl">
      <Answer of={stock}>{(o) => <Count {...props} total={o.quantity ?? "0"} uom={o.uom} unit={o.unit} />}</Answer>
    </Dialog>
  );
}

interface CountProps extends Props {
  /** How much is in work, in which unit, and how that is written. */
  total: string;
  uom: string | undefined;
  unit: string | undefined;
}

function Count({ lot, reasons, judge, close, total, uom, unit }: CountProps) {
  const t = useMessages(words);
  const format = useFormat();
  const [counted, setCounted] = useState<Counted>({ good: total, scrap: "" });
  const [at, setAt] = useState<keyof Counted>("scrap");
  const [fresh, setFresh] = useState(true); // the first key begins the number anew
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const scraps = reasons.filter((r) => r.for === "scrap");
  const count = told(lot.id, total, counted, reason, scraps.length > 0);
  // What is scrap is not good, until somebody says how much is.
  const [own, setOwn] = useState(false);
  const enter = (field: keyof Counted, value: string) => {
    if (field === "good") setOwn(true);
    const good = field === "scrap" && !own ? (rest(total, value) ?? counted.good) : counted.good;
    setCounted(field === "good" ? { ...counted, good: value } : { good, scrap: value });
  };
  const book = () => {
    setTried(true);
    if (count.wrong || !count.args) return;
    judge.act({ verb: "complete", args: count.args });
    close();
  };
  useScan(({ code }) => {
    if (/^\d+([.,]\d+)?$/.test(code.trim())) enter(at, code.trim());
    else if (code.trim().toUpperCase() === "TW:COMPLETE") book();
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
      value={counted[name]}
      data-autofocus={name === "scrap" ? true : undefined}
      onFocus={(e) => {
        setAt(name);
        setFresh(true);
        e.currentTarget.select();
      }}
      onChange={(e) => enter(name, e.currentTarget.value)}
      styles={{ input: { minHeight: 76, fontSize: 32, outline: at === name ? "3px solid var(--text-check)" : "none" } }}
    />
  );
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        book();
      }}
    >
      <Group align="start" wrap="nowrap" gap="lg">
        <Stack flex={1} gap="sm">
          <Text fz={20}>{t.inWork(format.quantity(total, unit))}</Text>
          <Group grow align="start">
            {field("good")}
            {field("scrap")}
          </Group>
          {counted.scrap !== "" && scraps.length > 0 ? (
            <Group role="group" aria-label={t.why} gap="xs">
              {scraps.map((r) => (
                <Button
                  key={r.code}
                  {...big}
                  type="button"
                  variant={reason === r.code ? "filled" : "default"}
                  aria-pressed={reason === r.code}
                  onClick={() => setReason(r.code)}
                >
                  {r.name ?? r.code}
                </Button>
              ))}
            </Group>
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
        </Stack>
        <Keypad
          more={uom === undefined || uom === "C62" ? [] : ["."]}
          press={(key) => {
            setFresh(false);
            if (key === "") enter(at, fresh ? "" : counted[at].slice(0, -1));
            else enter(at, fresh ? key : counted[at] + key);
          }}
        />
      </Group>
    </form>
  );
}
