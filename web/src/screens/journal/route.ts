import { IconBook2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { text } from "@/app/search";

/** What entries are picked by: all of it stands in the address. */
export interface Search {
  kind?: string | undefined;
  object?: string | undefined;
  station?: string | undefined;
  /** Id of a person. */
  actor?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

export const journalRoute = createRoute({
  getParentRoute: () => office,
  path: "/journal",
  staticData: {
    title: { en: "Journal", de: "Journal", es: "Diario" },
    access: "audit",
    nav: { section: "records", icon: IconBook2, order: 10 },
  },
  validateSearch: (search): Search => ({
    kind: text(search["kind"]),
    object: text(search["object"]),
    station: text(search["station"]),
    actor: text(search["actor"]),
    from: text(search["from"]),
    until: text(search["until"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "Journal"),
});

export const entryRoute = createRoute({
  getParentRoute: () => office,
  path: "/journal/$seq",
  staticData: { title: { en: "Entry", de: "Eintrag", es: "Entrada" }, access: "audit" },
  component: lazyRouteComponent(() => import("./entry"), "EntryScreen"),
});
