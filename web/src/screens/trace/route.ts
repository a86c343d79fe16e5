import { IconBinaryTree } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, oneOf, text } from "@/app/search";

export const directions = ["forward", "back"] as const;

/** By what a trace is begun, if not by an object. */
export const starts = ["object", "lot", "tool", "operator", "station", "time", "value"] as const;
export type Start = (typeof starts)[number];

/** What the objects that a trace begins with have in common, as the API has it. */
export const shared = [
  "part",
  "maker",
  "lot",
  "station",
  "operator",
  "equipment",
  "since",
  "characteristic",
  "atLeast",
  "atMost",
  "from",
  "until",
] as const;
export type Shared = Partial<Record<(typeof shared)[number], string | undefined>>;

/** What is asked, and how the answer is looked at: all of it stands in the address. */
export interface Search extends Shared {
  by?: Start | undefined;
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
  /** Keys of the groups of the drawing that are opened, with commas. */
  open?: string | undefined;
}

export const traceRoute = createRoute({
  getParentRoute: () => office,
  path: "/trace",
  staticData: {
    title: { en: "Trace and contain", de: "Rückverfolgen", es: "Trazar y contener" },
    nav: { section: "quality", icon: IconBinaryTree, order: 10 },
  },
  validateSearch: (search): Search => ({
    by: oneOf(starts, search["by"]),
    of: text(search["of"]),
    ...Object.fromEntries(shared.map((name) => [name, text(search[name])])),
    direction: oneOf(directions, search["direction"]),
    asOf: text(search["asOf"]),
    knownAt: text(search["knownAt"]),
    carriers: flag(search["carriers"]),
    place: text(search["place"]),
    kind: text(search["kind"]),
    filter: text(search["filter"]),
    sort: text(search["sort"]),
    open: text(search["open"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "TraceScreen"),
});
