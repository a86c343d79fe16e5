import { Button } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";
import classes from "./station.module.css";
import { big } from "./verdict-panel";

interface Props {
  /** The keys beside the digits, such as a decimal point. */
  more?: readonly string[];
  /** A key; the empty one takes the last sign away. */
  press: (key: string) => void;
}

/** Keys for a number, large enough for gloves. */
export function Keypad({ more = [], press }: Props) {
  const t = useMessages(messages);
  return (
    <div className={classes.keys}>
      {["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ...more].map((key) => (
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
