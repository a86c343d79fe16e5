import { IconBarcode } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { text } from "@/app/search";

export const findRoute = createRoute({
  getParentRoute: () => office,
  path: "/find",
  staticData: {
    title: { en: "Find", de: "Suchen", es: "Buscar" },
    nav: { section: "product", icon: IconBarcode, order: 10 },
  },
  validateSearch: (search): { code?: string | undefined } => ({ code: text(search["code"]) }),
  component: lazyRouteComponent(() => import("./page"), "Find"),
});
