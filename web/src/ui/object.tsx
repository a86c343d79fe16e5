import type { ReactNode } from "react";
import type { Schemas } from "@/api/call";
import { ScreenLink } from "./link";

interface Props {
  of: Pick<Schemas["ObjectRef"], "id" | "name"> | undefined;
  /** What stands there in place of its name. */
  children?: ReactNode;
}

/** The name of an object, which leads to its history. */
export function ObjectLink({ of, children }: Props) {
  if (!of) return <>–</>;
  // A number is read in one piece; what is longer than any label may be broken anywhere.
  const whole = (of.name ?? of.id).length <= 24;
  return (
    <ScreenLink
      to="/objects/$id"
      params={{ id: of.id }}
      size="sm"
      className="world"
      style={whole ? { whiteSpace: "nowrap" } : {}}
    >
      {children ?? of.name ?? of.id}
    </ScreenLink>
  );
}
