import type { ReactNode } from "react";
import { WordsContext, type Words } from "./i18n";
import { useMe, type Me } from "./me";
import { useSettings, type Language } from "./settings";

/** Terms of the plant definition, and what several of them are called there. */
const terms = [
  { one: "order", several: "orders", term: "work-order", plural: "work-orders" },
  { one: "lot", several: "lots", term: "lot", plural: "lots" },
] as const;

/** A word as it stands within a sentence: German nouns keep their capital, and so does a word like MO. */
function within(word: string, language: Language): string {
  return language === "de" || /^.\p{Lu}/u.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);
}

/** The English word for several, by the rule that most words follow. */
function plural(word: string): string {
  if (/(s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** What a plant calls its things, where it has words of its own. */
export function wordsOf(names: Me["names"], language: Language): Partial<Words> {
  const words: Partial<Words> = {};
  for (const { one, several, term, plural: key } of terms) {
    const word = names?.[term];
    const many = names?.[key] ?? (word && (language === "en" ? plural(word) : word));
    if (word) words[one] = within(word, language);
    if (many) words[several] = within(many, language);
  }
  return words;
}

/** Lets all that is inside speak the plant's words. */
export function PlantWords({ children }: { children: ReactNode }) {
  const { names } = useMe();
  const { language } = useSettings();
  return <WordsContext value={wordsOf(names, language)}>{children}</WordsContext>;
}
