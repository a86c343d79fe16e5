import { changeSettings, languages } from "@/app/settings";
import { useScanFirst } from "@/scan/bus";
import { closeDialogs } from "@/ui/dialog";
import type { Judge } from "./judge";
import { press } from "./keys";
import { chosen, offered } from "./verdict-panel";

/** What a command code asks of the screen itself. The other command codes are the server's, or a dialog's. */
type Ask =
  | { what: "seen" | "cancel" | "next" }
  | { what: "choose"; n: number }
  | { what: "key"; key: string }
  | { what: "language"; language: (typeof languages)[number] };

const fixed: Record<string, Ask> = {
  SEEN: { what: "seen" },
  CANCEL: { what: "cancel" },
  NEXT: { what: "next" },
  YES: { what: "choose", n: 1 },
};

/** The name of a command code and what follows it, in capitals; undefined for any other code. */
export function commandOf(code: string): { name: string; rest: string } | undefined {
  // A scanner may say first what kind of symbol it was.
  const [mark, name = "", ...rest] = code
    .trim()
    .toUpperCase()
    .replace(/^\][A-Z]\d/, "")
    .split(":");
  return mark === "TW" ? { name, rest: rest.join(":") } : undefined;
}

/** What a code that was read asks of the screen; undefined for any other code. */
export function askOf(code: string): Ask | undefined {
  const command = commandOf(code);
  if (!command) return undefined;
  const { name, rest } = command;
  if (name === "CHOICE" && /^[1-9]$/.test(rest)) return { what: "choose", n: Number(rest) };
  if (name === "KEY" && /^(\d|POINT|DELETE|ENTER)$/.test(rest)) return { what: "key", key: rest };
  const language = languages.find((l) => l === rest.toLowerCase());
  if (name === "LANG" && language) return { what: "language", language };
  return rest === "" ? fixed[name] : undefined;
}

interface Screen {
  judge: Judge;
  /** Sessions of those who work here, in the order in which they are shown. */
  sessions: readonly string[];
  /** Brings the next unit in work to the front. */
  next: () => void;
}

/** Lets the command codes of the screen act, before anything else hears them. */
export function useCommands({ judge, sessions, next }: Screen): void {
  useScanFirst(({ code }) => {
    const ask = askOf(code);
    switch (ask?.what) {
      case undefined:
        return false;
      case "key":
        press(ask.key);
        return true;
      case "language":
        changeSettings({ language: ask.language });
        return true;
      case "next":
        closeDialogs();
        next();
        return true;
      case "cancel":
        closeDialogs();
        return true;
      case "seen":
        closeDialogs();
        judge.seen();
        return true;
      case "choose": {
        const session = sessions[ask.n - 1];
        const choice = judge.said ? offered(judge.said)[ask.n - 1] : undefined;
        if (judge.who && session !== undefined) judge.as(session);
        else if (choice) judge.act(chosen(choice, judge.last));
        return true;
      }
    }
  });
}
