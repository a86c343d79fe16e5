import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call, type Schemas } from "@/api/call";
import { read, type FeedEvent } from "@/api/read";

export type Detail = Schemas["ObjectDetail"];
export type Happened = Schemas["Event"];
export type Value = Schemas["Measurement"];
export type Visit = Schemas["Visit"];

/** Whether an entry of the journal touches an object, by its id or its name. */
export const touches =
  (ref: string) =>
  (event: FeedEvent): boolean =>
    event.objectCount > 100 || (event.objects ?? []).some((o) => o.id === ref || o.name === ref);

/** Entries, values and visits that are read at once. */
const atOnce = 1000;

/** What happened to an object, in the order of the journal: of a unit at once, of what lasts longer by and by. */
export function useHistory({ id, kind }: Pick<Detail, "id" | "kind">) {
  return useInfiniteQuery({
    queryKey: ["/api/v1/objects/{id}/history", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: kind === "unit" ? atOnce : 150, ...(pageParam ? { after: pageParam } : {}) };
      return call("get", "/api/v1/objects/{id}/history", { path: { id }, query }, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? null,
    meta: { live: touches(id) },
  });
}

export function useBuilt(id: string) {
  return useQuery(read("/api/v1/objects/{id}/built", { path: { id } }, touches(id)));
}

export function useTree(id: string) {
  return useQuery(read("/api/v1/objects/{id}/tree", { path: { id } }, touches(id)));
}

export function useValues(id: string) {
  return useQuery(read("/api/v1/objects/{id}/measurements", { path: { id }, query: { limit: atOnce } }, touches(id)));
}

export function useNeighbours(id: string) {
  return useQuery(read("/api/v1/objects/{id}/neighbours", { path: { id } }));
}

export function useVisits(id: string) {
  return useQuery(read("/api/v1/visits", { query: { object: id, voided: true, limit: atOnce } }, touches(id)));
}

export function useDefects(id: string) {
  return useQuery(read("/api/v1/defects", { query: { object: id, limit: atOnce } }, touches(id)));
}

export function useHolds(id: string) {
  return useQuery(read("/api/v1/objects/{id}/holds", { path: { id } }, touches(id)));
}

/** Most objects that are listed of what something went into. */
export const mostWent = 60;

/** What it went into directly. */
export function useWent(id: string) {
  const query = { direction: "forward", depth: 1, maxNodes: mostWent + 1 } as const;
  return useQuery(read("/api/v1/objects/{id}/trace", { path: { id }, query }, touches(id)));
}
