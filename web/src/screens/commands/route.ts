import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "@/app/places";

/** Kinds of symbols that a sheet is drawn in: what the scanner of the station reads. */
export const kinds = ["datamatrix", "qr", "code128"] as const;
export type Kind = (typeof kinds)[number];

export const commandsRoute = createRoute({
  getParentRoute: () => bare,
  path: "/station/$id/commands",
  staticData: {
    title: { en: "Command sheet", de: "Befehlsblatt", es: "Hoja de comandos" },
    access: "operate",
  },
  validateSearch: (search): { symbols?: Kind | undefined } => ({
    symbols: kinds.find((kind) => kind === search["symbols"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "Commands"),
});
