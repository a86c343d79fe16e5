import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "@/app/places";
import { text } from "@/app/search";

export const scannerRoute = createRoute({
  getParentRoute: () => bare,
  path: "/scanner",
  staticData: { title: { en: "Scanner", de: "Scanner", es: "Escáner" } },
  /** The station to go back to. */
  validateSearch: (search): { station?: string | undefined; bars?: boolean | undefined } => ({
    station: text(search["station"]),
    bars: search["bars"] === true || undefined,
  }),
  component: lazyRouteComponent(() => import("./page"), "Scanner"),
});
