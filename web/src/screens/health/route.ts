import { IconHeartbeat } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";

export const healthRoute = createRoute({
  getParentRoute: () => office,
  path: "/health",
  staticData: {
    title: { en: "System health", de: "Systemzustand", es: "Estado del sistema" },
    access: "audit",
    nav: { section: "records", icon: IconHeartbeat, order: 20 },
  },
  component: lazyRouteComponent(() => import("./page"), "Health"),
});
