import { useEffect, useRef, useState, type RefObject } from "react";

/** What a menu needs that is fetched when its button is first pressed. */
interface Opening {
  button: RefObject<HTMLButtonElement | null>;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/** Takes the focus over from the button that stood there until now, to give it back on closing, and opens. */
export function useOpening(): Opening {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, onChange] = useState(false);
  useEffect(() => {
    button.current?.focus();
    const next = requestAnimationFrame(() => onChange(true));
    return () => cancelAnimationFrame(next);
  }, []);
  return { button, opened, onChange };
}
