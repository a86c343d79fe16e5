import { useMe } from "./me";
import { useSettings } from "./settings";

/** Writes numbers and times as the reader's language has them, times by the clock of the plant. */
export interface Format {
  number: (n: number, digits?: number) => string;
  /** A decimal of the API, which is exact text, with its unit. */
  quantity: (decimal: string | undefined, unit?: string) => string;
  date: (at: string | number) => string;
  time: (at: string | number) => string;
  dateTime: (at: string | number) => string;
  /** A sentence of the server, whose times are those of Greenwich, with times by the clock of the plant. */
  told: (text: string) => string;
  /** How long ago, or ahead, in the largest unit that fits. */
  ago: (at: string | number, now: number) => string;
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A time as the server has it in its sentences: of RFC 3339, or with a space in it. */
const instant = /\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/g;

/** How people write the units that are counted; those that are measured are the same everywhere. */
const counted: Record<string, Record<string, string>> = {
  de: { pcs: "Stück", pairs: "Paar", sets: "Sätze", kits: "Bausätze", dozen: "Dutzend", rolls: "Rollen" },
  es: { pcs: "piezas", pairs: "pares", sets: "juegos", kits: "conjuntos", dozen: "docenas", rolls: "rollos" },
};

export function formatFor(language: string, zone?: string): Format {
  const timeZone = zone ? { timeZone: zone } : {};
  const date = new Intl.DateTimeFormat(language, { dateStyle: "full", ...timeZone });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "medium", ...timeZone });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", ...timeZone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const at = (when: string | number) => new Date(when);
  return {
    number: (n, digits) =>
      new Intl.NumberFormat(language, digits === undefined ? {} : { maximumFractionDigits: digits }).format(n),
    quantity: (decimal, unit) => {
      if (decimal === undefined || decimal === "") return "–";
      const digits = decimal.split(".")[1]?.length ?? 0;
      const text = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      return unit
        ? `${text.format(Number(decimal))} ${counted[language]?.[unit] ?? unit}`
        : text.format(Number(decimal));
    },
    date: (when) => date.format(at(when)),
    time: (when) => time.format(at(when)),
    dateTime: (when) => dateTime.format(at(when)),
    told: (text) => text.replace(instant, (_, day: string, clock: string) => dateTime.format(at(`${day}T${clock}`))),
    ago: (when, now) => {
      const seconds = Math.round((at(when).getTime() - now) / 1000);
      const [unit, size] = units.find(([, s]) => Math.abs(seconds) >= s) ?? (["second", 1] as const);
      return relative.format(Math.round(seconds / size), unit);
    },
  };
}

export function useFormat(): Format {
  const { language } = useSettings();
  return formatFor(language, useMe().site.zone);
}
