import type { Schemas } from "@/api/call";
import { ScreenLink } from "@/ui/link";

/** The name of an object, which leads to its trace. */
export function ObjectLink({ of }: { of: Schemas["ObjectRef"] | undefined }) {
  if (!of) return <>–</>;
  return (
    <ScreenLink to="/trace" search={{ of: of.id }} size="sm" miw="5.5rem" display="inline-block" className="world">
      {of.name ?? of.id}
    </ScreenLink>
  );
}
