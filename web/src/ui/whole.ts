import type { CSSProperties } from "react";

/** A number is read in one piece; what is longer than any label may be broken anywhere. */
export function whole(name: string): CSSProperties {
  return name.length <= 24 ? { whiteSpace: "nowrap" } : {};
}
