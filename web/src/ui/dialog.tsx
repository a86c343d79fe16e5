import { lazy, Suspense, useEffect, useEffectEvent } from "react";
import type { Props } from "./modal";

const OpenDialog = lazy(() => import("./modal").then((m) => ({ default: m.OpenDialog })));

const open: (() => void)[] = [];

/** Closes every dialog that is open, so that nothing lies over what is said next. */
export function closeDialogs(): void {
  for (const close of open.toReversed()) close();
}

/** Lies over a screen until it is answered or closed. It is there while it is drawn, and fetched for the first. */
export function Dialog({ close, ...props }: Props) {
  const end = useEffectEvent(close);
  useEffect(() => {
    const mine = () => end();
    open.push(mine);
    return () => void open.splice(open.indexOf(mine), 1);
  }, []);
  return (
    <Suspense>
      <OpenDialog close={close} {...props} />
    </Suspense>
  );
}
