import { lazy, Suspense } from "react";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet } from "@tanstack/react-router";
import type { Icon } from "@tabler/icons-react";
import type { Catalogue } from "./i18n";
import type { Access } from "./me";
import { Guard } from "./guard";
import { Failed, NotFound } from "./dead-ends";
import { Waiting } from "@/ui/answer";

// A station has no use for it, and is left without what it weighs.
const Shell = lazy(() => import("./shell").then((m) => ({ default: m.Shell })));

/** The parts of the menu, in their order. */
export const sections = ["floor", "product", "quality", "plant", "records"] as const;
export type Section = (typeof sections)[number];

/** A line of the menu and of the command palette. */
export interface Nav {
  section: Section;
  icon: Icon;
  /** Within the section, the smaller the higher. */
  order: number;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** Name of the screen, in the menu and as the title of the window. */
    title?: Catalogue<string>;
    /** Access that one needs to see it; read, if left out. */
    access?: Access;
    /** Without it the screen is not in the menu. */
    nav?: Nav;
  }
}

/** The root of all screens. */
export const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

/** The parent of screens with header and menu: all but those of stations and walls. */
export const office = createRoute({
  getParentRoute: () => root,
  id: "office",
  component: () => (
    <Suspense fallback={<Waiting />}>
      <Shell>
        <Guard>
          <Outlet />
        </Guard>
      </Shell>
    </Suspense>
  ),
});

/** The parent of screens that have the whole window to themselves. */
export const bare = createRoute({
  getParentRoute: () => root,
  id: "bare",
  component: () => (
    <Guard whole>
      <Outlet />
    </Guard>
  ),
});
