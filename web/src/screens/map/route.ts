import { IconMap2 } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { office } from "@/app/places";
import { flag, text } from "@/app/search";

/** Which line is looked at, of which time, and whether on a wall: all of it stands in the address. */
export interface Search {
  line?: string | undefined;
  /** A time in the past; now without it. */
  at?: string | undefined;
  /** For a wall: without menu, large, from page to page. */
  kiosk?: true | undefined;
  /** Seconds for which a page of the wall is shown. */
  rotate?: number | undefined;
}

function instant(value: unknown): string | undefined {
  const at = new Date(text(value) ?? "");
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function seconds(value: unknown): number | undefined {
  const n = Number(value);
  return value !== undefined && n >= 5 && n <= 3600 ? n : undefined;
}

export const mapRoute = createRoute({
  getParentRoute: () => office,
  path: "/map",
  staticData: {
    title: { en: "Factory map", de: "Werksübersicht", es: "Mapa de planta" },
    nav: { section: "floor", icon: IconMap2, order: 10 },
  },
  validateSearch: (search): Search => ({
    line: text(search["line"]),
    at: instant(search["at"]),
    kiosk: search["kiosk"] === "" ? true : flag(search["kiosk"]),
    rotate: seconds(search["rotate"]),
  }),
  component: lazyRouteComponent(() => import("./page"), "MapScreen"),
});
