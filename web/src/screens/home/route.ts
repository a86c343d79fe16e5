import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";

export const homeRoute = createRoute({
  getParentRoute: () => office,
  path: "/",
  staticData: { title: { en: "Start", de: "Start", es: "Inicio" } },
  component: lazyRouteComponent(() => import("./page"), "Home"),
});
