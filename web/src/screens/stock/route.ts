import { IconPackages } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, oneOf, text } from "@/app/search";

export const tabs = ["wip", "stock"] as const;

/** What is looked at and what it is narrowed to: all of it stands in the address. */
export interface Search {
  tab?: (typeof tabs)[number] | undefined;
  line?: string | undefined;
  station?: string | undefined;
  /** The station for which is listed what comes to it next. */
  next?: string | undefined;
  part?: string | undefined;
  /** Number of a work order, of work in progress. */
  order?: string | undefined;
  /** Lot, part or place, of stock. */
  filter?: string | undefined;
  /** Only stock that somebody should look at. */
  odd?: true | undefined;
  /** The group of work in progress whose objects are listed: station, operation and part. */
  group?: string | undefined;
  sort?: string | undefined;
}

export const stockRoute = createRoute({
  getParentRoute: () => office,
  path: "/stock",
  staticData: {
    title: { en: "Work and stock", de: "Umlauf und Bestand", es: "En curso y existencias" },
    nav: { section: "floor", icon: IconPackages, order: 30 },
  },
  validateSearch: (search): Search => ({
    tab: oneOf(tabs, search["tab"]),
    line: text(search["line"]),
    station: text(search["station"]),
    next: text(search["next"]),
    part: text(search["part"]),
    order: text(search["order"]),
    filter: text(search["filter"]),
    odd: flag(search["odd"]),
    group: text(search["group"]),
    sort: text(search["sort"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "StockScreen"),
});
