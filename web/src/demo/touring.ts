/** Where the browser keeps how far the tour is. */
export const key = "tracewright.tour";

/** Whether a tour has been begun in this tab. */
export const touring = () => sessionStorage.getItem(key) !== null;

/** How far a tour came, and with which lot. */
export interface Stop {
  step: number;
  lot: string;
}

/** Keeps how far a tour came for when the tab was closed; undefined once it has ended. */
export function keepStop(stop: Stop | undefined): void {
  if (stop) window.localStorage.setItem(key, JSON.stringify(stop));
  else window.localStorage.removeItem(key);
}

/** Where a tour stopped when its tab was closed; undefined for none, or where one goes on in this tab. */
export function stopped(): Stop | undefined {
  const kept = window.localStorage.getItem(key);
  return kept === null || touring() ? undefined : (JSON.parse(kept) as Stop);
}
