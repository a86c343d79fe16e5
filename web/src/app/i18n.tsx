import { createContext, use } from "react";
import { useSettings, type Language } from "./settings";

type Text = string | ((...given: never[]) => string);

/** A set of messages in every language. */
export interface Catalogue<M> {
  en: M;
  de: M;
  es: M;
}

/**
 * Declares the messages of a screen. English gives the keys, and the other languages have the same ones:
 * a key that is missing or left over does not compile. A message with numbers or names in it is a function.
 *
 * In a message, {order}, {orders}, {lot} and {lots} stand for what the plant calls them.
 */
export function catalogue<const M extends Record<string, Text>>(languages: {
  en: M;
  de: { [K in keyof NoInfer<M>]: Same<M[K]> };
  es: { [K in keyof NoInfer<M>]: Same<M[K]> };
}): Catalogue<Messages<M>> {
  return languages as unknown as Catalogue<Messages<M>>;
}

type Same<T> = T extends string ? string : T;
type Messages<M> = { readonly [K in keyof M]: Same<M[K]> };

/** The word for a number of things: plural("de", n, "Einheit", "Einheiten"). */
export function plural(language: Language, n: number, one: string, other: string): string {
  return new Intl.PluralRules(language).select(n) === "one" ? one : other;
}

/** What a plant calls its things. */
export interface Words {
  order: string;
  orders: string;
  lot: string;
  lots: string;
}

const usual: Catalogue<Words> = {
  en: { order: "work order", orders: "work orders", lot: "lot", lots: "lots" },
  de: { order: "Auftrag", orders: "Aufträge", lot: "Charge", lots: "Chargen" },
  es: { order: "orden de trabajo", orders: "órdenes de trabajo", lot: "lote", lots: "lotes" },
};

/** The plant's own words; what it has no word for is called as usual. */
export const WordsContext = createContext<Partial<Words>>({});

function fill(text: string, words: Words): string {
  return text
    .replace(/\{(order|orders|lot|lots)\}/g, (_, name: keyof Words) => words[name])
    .replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

/** The messages of a screen in the language of who reads. */
export function useMessages<M extends object>(catalogue: Catalogue<M>): M {
  const { language } = useSettings();
  const words = { ...usual[language], ...use(WordsContext) };
  return new Proxy(catalogue[language], {
    get: (messages, key) => {
      const message: unknown = Reflect.get(messages, key);
      if (typeof message === "string") return message.includes("{") ? fill(message, words) : message;
      if (typeof message !== "function") return message;
      return (...given: unknown[]) => fill(Reflect.apply(message, undefined, given) as string, words);
    },
  });
}
