import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "@/app/places";

export const rolesRoute = createRoute({
  getParentRoute: () => bare,
  path: "/roles",
  staticData: { title: { en: "Who are you?", de: "Wer sind Sie?", es: "¿Quién es usted?" } },
  component: lazyRouteComponent(() => import("./page"), "Roles"),
});
