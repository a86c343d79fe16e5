import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { read } from "@/api/read";
import { may, useMe } from "./me";

/** The names of people by the ids that the journal has of them, for whoever may know them; the id for the rest. */
export function useNames(ids: readonly (string | undefined)[]): (id: string | undefined) => string {
  const me = useMe();
  const known = [...new Set(ids.filter((id) => id?.startsWith("p-")))].sort().slice(0, 200) as string[];
  const names = useQuery({
    ...read("/api/v1/people", { query: { id: known } }),
    enabled: known.length > 0 && (may(me, "audit") || may(me, "operate")),
    staleTime: Infinity,
  });
  const found = useMemo(() => new Map((names.data?.items ?? []).map((p) => [p.id, p.name])), [names.data]);
  return useCallback((id) => (id === undefined ? "" : (found.get(id) ?? id)), [found]);
}
