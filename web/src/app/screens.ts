import { useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { may, useMe } from "./me";
import { useSettings } from "./settings";
import type { Nav } from "./places";

/** A screen that can be jumped to. */
export interface Screen {
  path: string;
  title: string;
  nav: Nav;
}

/** The screens of the menu that whoever is signed in may see, in the order of the menu. */
export function useScreens(): Screen[] {
  const router = useRouter();
  const me = useMe();
  const { language } = useSettings();
  return useMemo(() => {
    const screens: Screen[] = [];
    for (const route of Object.values(router.routesById)) {
      const { nav, title, access } = route.options.staticData ?? {};
      if (!nav || !title || !may(me, access ?? "read")) continue;
      screens.push({ path: route.fullPath, title: title[language], nav });
    }
    return screens.sort((a, b) => a.nav.order - b.nav.order);
  }, [router, me, language]);
}
