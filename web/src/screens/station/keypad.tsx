import { Button } from "@mantine/core";
import { useRef } from "react";
import { useMessages } from "@/app/i18n";
import { useKeys } from "./keys";
import { messages } from "./messages";
import classes from "./station.module.css";
import { big } from "./verdict-panel";

interface Props {
  /** The keys beside the digits, such as a decimal point. */
  more?: readonly string[];
  /** A key; the empty one takes the last sign away. */
  press: (key: string) => void;
}

/** A text after a key was pressed in it. */
export const keyInto = (text: string, key: string) => (key === "" ? text.slice(0, -1) : text + key);

/** Keys for a number, large enough for gloves; those of the command sheet press them too, and Enter sends its form. */
export function Keypad({ more = [], press }: Props) {
  const t = useMessages(messages);
  const pad = useRef<HTMLDivElement>(null);
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ...more];
  useKeys((key) => {
    const sign = { DELETE: "", POINT: "." }[key] ?? key;
    if (key === "ENTER") pad.current?.closest("form")?.requestSubmit();
    else if (keys.includes(sign)) press(sign);
  });
  return (
    <div ref={pad} className={classes.keys}>
      {keys.map((key) => (
        <Button
          key={key}
          {...big}
          variant="default"
          type="button"
          aria-label={key === "" ? t.back : key}
          onClick={() => press(key)}
        >
          {key === "" ? "⌫" : key}
        </Button>
      ))}
    </div>
  );
}
