import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "@/app/places";

export const stationRoute = createRoute({
  getParentRoute: () => bare,
  path: "/station/$id",
  staticData: { title: { en: "Station", de: "Station", es: "Estación" }, access: "operate" },
  component: lazyRouteComponent(() => import("./page"), "Station"),
});
