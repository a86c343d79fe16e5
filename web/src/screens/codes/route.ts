import { IconTags } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, oneOf, text } from "@/app/search";

export const tabs = ["explain", "labels", "queue"] as const;

/** What is looked at: all of it stands in the address. */
export interface Search {
  tab?: (typeof tabs)[number] | undefined;
  /** The code that is explained. */
  code?: string | undefined;
  /** The label that is designed, and what it is drawn for. */
  label?: string | undefined;
  object?: string | undefined;
  /** Also print jobs with which nothing is to be done any more. */
  all?: true | undefined;
}

export const codesRoute = createRoute({
  getParentRoute: () => office,
  path: "/codes",
  staticData: {
    title: { en: "Codes and labels", de: "Codes und Etiketten", es: "Códigos y etiquetas" },
    nav: { section: "plant", icon: IconTags, order: 20 },
  },
  validateSearch: (search): Search => ({
    tab: oneOf(tabs, search["tab"]),
    code: text(search["code"]),
    label: text(search["label"]),
    object: text(search["object"]),
    all: flag(search["all"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "Codes"),
});
