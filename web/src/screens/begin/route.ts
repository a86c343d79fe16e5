import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";

export const beginRoute = createRoute({
  getParentRoute: () => office,
  path: "/begin",
  staticData: {
    title: { en: "Start my own factory", de: "Meine eigene Fabrik beginnen", es: "Empezar mi propia fábrica" },
    access: "define",
  },
  component: lazyRouteComponent(() => import("./page"), "Begin"),
});
