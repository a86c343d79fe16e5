import type { ReactNode } from "react";
import type { Schemas } from "@/api/call";
import { ScreenLink } from "./link";
import { whole } from "./whole";

interface Props {
  of: Pick<Schemas["ObjectRef"], "id" | "name"> | undefined;
  /** What stands there in place of its name. */
  children?: ReactNode;
}

/** The name of an object, which leads to its history. */
export function ObjectLink({ of, children }: Props) {
  if (!of) return <>–</>;
  return (
    <ScreenLink to="/objects/$id" params={{ id: of.id }} size="sm" className="world" style={whole(of.name ?? of.id)}>
      {children ?? of.name ?? of.id}
    </ScreenLink>
  );
}
