import { IconBuildingFactory2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { text } from "@/app/search";

interface Search {
  line?: string | undefined;
  filter?: string | undefined;
  sort?: string | undefined;
}

export const stationsRoute = createRoute({
  getParentRoute: () => office,
  path: "/stations",
  staticData: {
    title: { en: "Stations", de: "Stationen", es: "Estaciones" },
    nav: { section: "floor", icon: IconBuildingFactory2, order: 20 },
  },
  /** What is shown is in the address, so that it can be kept and sent. */
  validateSearch: (search): Search => ({
    line: text(search["line"]),
    filter: text(search["filter"]),
    sort: text(search["sort"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "Stations"),
});
