import { createTheme, type MantineThemeOverride } from "@mantine/core";
import type { Density } from "./settings";

/** How much larger or smaller everything is. */
const scales: Record<Density, number> = { compact: 0.92, normal: 1, touch: 1.25 };

/** The look of the screens; the shades are those that have enough contrast, in light and in dark. */
export function themeFor(density: Density): MantineThemeOverride {
  return createTheme({
    scale: scales[density],
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
    primaryColor: "blue",
    primaryShade: { light: 8, dark: 8 },
    autoContrast: true,
    defaultRadius: "sm",
    cursorType: "pointer",
    headings: { fontWeight: "650" },
    components: {
      Badge: { defaultProps: { variant: "outline", radius: "sm" } },
      Anchor: { defaultProps: { underline: "always" } },
      Tooltip: { defaultProps: { openDelay: 300 } },
    },
  });
}
