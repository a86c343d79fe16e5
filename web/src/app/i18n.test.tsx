// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test } from "vitest";
import { catalogue, plural, useMessages, WordsContext, type Catalogue } from "./i18n";
import { changeSettings, languages } from "./settings";

const messages = catalogue({
  en: { all: "All {orders}", left: (n: number) => `${n} of the {lot} left` },
  de: { all: "Alle {orders}", left: (n: number) => `${n} der {lot} übrig` },
  es: { all: "Todas las {orders}", left: (n: number) => `quedan ${n} del {lot}` },
});

beforeEach(() => changeSettings({ language: "en" }));

test("messages come in the language of who reads", () => {
  changeSettings({ language: "de" });
  const { result } = renderHook(() => useMessages(messages));
  expect(result.current.all).toBe("Alle Aufträge");
});

test("the plant's words stand in place of ours", () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <WordsContext value={{ orders: "jobs", lot: "batch" }}>{children}</WordsContext>
  );
  const { result } = renderHook(() => useMessages(messages), { wrapper });
  expect(result.current.all).toBe("All jobs");
  expect(result.current.left(3)).toBe("3 of the batch left");
});

test("one and many are told apart", () => {
  expect([0, 1, 2].map((n) => plural("es", n, "unidad", "unidades"))).toEqual(["unidades", "unidad", "unidades"]);
});

const catalogues = import.meta.glob<{ messages: Catalogue<Record<string, unknown>> }>("/src/**/messages.ts", {
  eager: true,
});

test.each(Object.entries(catalogues))("%s says something in every language", (_, module) => {
  const words = /\{(?!order\}|orders\}|lot\}|lots\})/;
  for (const language of languages) {
    for (const [key, text] of Object.entries(module.messages[language])) {
      if (typeof text !== "string") continue;
      expect(text.trim(), `${language} ${key}`).not.toBe("");
      expect(text, `${language} ${key} has a word that nobody fills in`).not.toMatch(words);
    }
  }
});
