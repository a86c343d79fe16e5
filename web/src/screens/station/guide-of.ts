import type { Schemas } from "@/api/call";
import { partOf, type Definition } from "./recipe";

/** What a station shows of an operation: its pictures and instructions, one at a time, and its documents. */
export interface Guide {
  pages: { name: string; text: string; picture: string | undefined }[];
  documents: { title: string; file: string }[];
}

/** What there is to show while a unit is at an operation. */
export function guideOf(
  d: Definition,
  unit: Pick<Schemas["Object"], "part" | "revision">,
  operation: string,
): Guide | undefined {
  const route = partOf(d, unit.part ?? "", unit.revision)?.route;
  const at = d.routes?.find((r) => r.code === route)?.operations?.find((o) => o.code === operation);
  if (!at) return undefined;
  const steps = (at.steps ?? []).map((s) => ({
    name: s.name ?? s.code,
    text: s.text ?? "",
    picture: s.picture ?? at.picture,
  }));
  const whole = at.picture ? [{ name: at.name ?? at.code, text: "", picture: at.picture }] : [];
  const pages = steps.length > 0 ? steps : whole;
  const documents = at.documents ?? [];
  return pages.length > 0 || documents.length > 0 ? { pages, documents } : undefined;
}
