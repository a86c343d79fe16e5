import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { oneOf, text } from "@/app/search";

/** What of the history is shown: everything, or what it is picked by. */
export const picks = ["trouble", "values", "parts", "moves"] as const;
export type Pick = (typeof picks)[number];

/** How the record is looked at. */
export interface Search {
  show?: Pick | undefined;
  /** Only what was done at this station. */
  station?: string | undefined;
}

export const recordRoute = createRoute({
  getParentRoute: () => office,
  path: "/objects/$id",
  staticData: { title: { en: "History", de: "Lebenslauf", es: "Historial" } },
  validateSearch: (search): Search => ({ show: oneOf(picks, search["show"]), station: text(search["station"]) }),
  component: lazyRouteComponent(() => import("./page"), "RecordScreen"),
});
