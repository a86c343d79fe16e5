import { IconBinaryTree } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, oneOf, text } from "@/app/search";

export const directions = ["forward", "back"] as const;

/** What is asked, and how the answer is looked at: all of it stands in the address. */
export interface Search {
  /** The object that the trace begins with: its id, or any code of it. */
  of?: string | undefined;
  direction?: (typeof directions)[number] | undefined;
  /** By what had happened then; now, if left out. */
  asOf?: string | undefined;
  /** By what had been recorded then; now, if left out. */
  knownAt?: string | undefined;
  carriers?: true | undefined;
  place?: string | undefined;
  kind?: string | undefined;
  filter?: string | undefined;
  sort?: string | undefined;
}

export const traceRoute = createRoute({
  getParentRoute: () => office,
  path: "/trace",
  staticData: {
    title: { en: "Trace and contain", de: "Rückverfolgen", es: "Trazar y contener" },
    nav: { section: "quality", icon: IconBinaryTree, order: 10 },
  },
  validateSearch: (search): Search => ({
    of: text(search["of"]),
    direction: oneOf(directions, search["direction"]),
    asOf: text(search["asOf"]),
    knownAt: text(search["knownAt"]),
    carriers: flag(search["carriers"]),
    place: text(search["place"]),
    kind: text(search["kind"]),
    filter: text(search["filter"]),
    sort: text(search["sort"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "TraceScreen"),
});
