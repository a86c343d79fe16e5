import { IconBuildingFactory2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { oneOf, text } from "@/app/search";

export const tabs = ["routes", "parts", "stations", "tools", "rules", "shifts", "draft", "import", "versions"] as const;

/** What of the plant is looked at: all of it stands in the address. */
export interface Search {
  tab?: (typeof tabs)[number] | undefined;
  /** The route that is drawn. */
  route?: string | undefined;
  /** The part whose bill of material is shown: number and revision. */
  part?: string | undefined;
  filter?: string | undefined;
  sort?: string | undefined;
  /** The version that is looked at, and the one that it is compared with. */
  version?: string | undefined;
  from?: string | undefined;
}

export const plantRoute = createRoute({
  getParentRoute: () => office,
  path: "/plant",
  staticData: {
    title: { en: "Plant", de: "Werk", es: "Planta" },
    nav: { section: "plant", icon: IconBuildingFactory2, order: 10 },
  },
  validateSearch: (search): Search => ({
    tab: oneOf(tabs, search["tab"]),
    route: text(search["route"]),
    part: text(search["part"]),
    filter: text(search["filter"]),
    sort: text(search["sort"]),
    version: text(search["version"]),
    from: text(search["from"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "PlantScreen"),
});
