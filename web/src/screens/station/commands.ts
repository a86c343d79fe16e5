import { changeSettings, languages } from "@/app/settings";
import { useScanFirst } from "@/scan/bus";
import { write } from "@/scan/field";
import type { Judge } from "./judge";
import { chosen, offered } from "./verdict-panel";

/** What a command code asks of the screen itself. The other command codes are the server's. */
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

/** What a code that was read asks of the screen; undefined for any other code. */
export function askOf(code: string): Ask | undefined {
  // A scanner may say first what kind of symbol it was.
  const [mark, name = "", rest = ""] = code
    .trim()
    .toUpperCase()
    .replace(/^\][A-Z]\d/, "")
    .split(":");
  if (mark !== "TW") return undefined;
  if (name === "CHOICE" && /^[1-9]$/.test(rest)) return { what: "choose", n: Number(rest) };
  if (name === "KEY" && /^(\d|POINT|DELETE|ENTER)$/.test(rest)) return { what: "key", key: rest };
  const language = languages.find((l) => l === rest.toLowerCase());
  if (name === "LANG" && language) return { what: "language", language };
  return rest === "" ? fixed[name] : undefined;
}

/** Presses a key of the sheet in the field that has the focus. */
function press(key: string): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return;
  if (key === "ENTER") field.form?.requestSubmit();
  else if (key === "DELETE") write(field, field.value.slice(0, -1));
  else write(field, field.value + (key === "POINT" ? "." : key));
}

interface Screen {
  judge: Judge;
  /** Closes whatever lies over the verdict. */
  close: () => void;
  /** Brings the next unit in work to the front. */
  next: () => void;
}

/** Lets the command codes of the screen act, before anything else hears them. */
export function useCommands({ judge, close, next }: Screen): void {
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
        next();
        return true;
      case "cancel":
        close();
        return true;
      case "seen":
        close();
        judge.seen();
        return true;
      case "choose": {
        const choice = judge.said ? offered(judge.said)[ask.n - 1] : undefined;
        if (choice) judge.act(chosen(choice, judge.last));
        return true;
      }
    }
  });
}
