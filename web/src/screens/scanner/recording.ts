import { useEffect, useEffectEvent } from "react";
import type { Pressed } from "@/scan/calibrate";
import { tapKeys } from "@/scan/wedge";

/** Without an end key a scan is over after so long, in milliseconds. */
const silence = 400;

/** Hears the keys of each burst as they were pressed, once it is over. */
export function useRecording(heard: (pressed: Pressed[]) => void): void {
  const over = useEffectEvent(heard);
  useEffect(() => {
    let pressed: Pressed[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      over(pressed);
      pressed = [];
    };
    const stop = tapKeys((e) => {
      const { key, code, shiftKey, ctrlKey, altKey, metaKey } = e;
      const altGraph = e.getModifierState("AltGraph");
      const kept = { key, code, shiftKey, ctrlKey, altKey, metaKey, getModifierState: () => altGraph };
      pressed.push({ key: kept, at: e.timeStamp });
      clearTimeout(timer);
      if (key === "Enter" || key === "Tab") end();
      else timer = setTimeout(end, silence);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
