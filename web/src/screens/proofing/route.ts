import { IconShieldCheck } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, oneOf, text } from "@/app/search";

export const tabs = ["breaches", "refusals", "holds", "overrides"] as const;

/** Which list is looked at, and what it is narrowed to: all of it stands in the address. */
export interface Search {
  tab?: (typeof tabs)[number] | undefined;
  rule?: string | undefined;
  station?: string | undefined;
  owner?: string | undefined;
  /** Also what was answered, released or has ended. */
  all?: true | undefined;
  /** Only what a rule in watch would have refused. */
  watched?: true | undefined;
  sort?: string | undefined;
}

export const proofingRoute = createRoute({
  getParentRoute: () => office,
  path: "/error-proofing",
  staticData: {
    title: { en: "Error-proofing", de: "Fehlervermeidung", es: "A prueba de errores" },
    nav: { section: "quality", icon: IconShieldCheck, order: 20 },
  },
  validateSearch: (search): Search => ({
    tab: oneOf(tabs, search["tab"]),
    rule: text(search["rule"]),
    station: text(search["station"]),
    owner: text(search["owner"]),
    all: flag(search["all"]),
    watched: flag(search["watched"]),
    sort: text(search["sort"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "Proofing"),
});
