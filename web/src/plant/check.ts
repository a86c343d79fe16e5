import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { call, type Schemas } from "@/api/call";
import { read } from "@/api/read";
import type { Definition } from "./definition";
import { useDraft } from "./draft";

export type Fault = Schemas["PlantFault"];
export type Checked = Schemas["PlantDiff"];

/** Entries of the journal after which another version may be in force. */
const published = (e: { kind: string }) => e.kind === "plant";

/** What the server says of a definition: its faults, what it would change, and the work that it touches. */
export const check = (text: string) =>
  queryOptions({
    queryKey: ["/api/v1/plant:diff", text],
    queryFn: ({ signal }) => call("post", "/api/v1/plant:diff", { body: { definition: text } }, { signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    meta: { live: published },
  });

/** The version in force; the problem H451 before the first. */
export const current = read("/api/v1/plant", {}, published);

/** The versions of the plant, the last first. */
export const versions = read("/api/v1/plant/versions", { query: { limit: 100 } }, published);

/** How long nobody types until the server is asked, in milliseconds. */
const pause = 400;

/** The plant as it is worked on: the draft where there is one, else what is in force. */
export interface Plant {
  /** Undefined until it is known, or while the draft cannot be read. */
  definition: Definition | undefined;
  /** The version in force, 0 before the first; undefined until it is known. */
  version: number | undefined;
  /** What the server says of the draft; undefined without one. */
  checked: Checked | undefined;
  /** Something is asked that is not answered yet. */
  asking: boolean;
  error: unknown;
  retry: () => void;
}

export function usePlant(): Plant {
  const [draft] = useDraft();
  const [text] = useDebouncedValue(draft?.text ?? "", pause);
  const list = useQuery(versions);
  const version = list.data ? (list.data.items[0]?.version ?? 0) : undefined;
  const inForce = useQuery({ ...current, enabled: version !== undefined && version > 0 });
  const looked = useQuery({
    ...check(text),
    enabled: draft !== undefined && text !== "",
    placeholderData: (before) => before,
  });
  const checked = draft && text !== "" ? looked.data : undefined;
  const definition = useMemo(
    () => (draft ? checked?.definition : inForce.data?.definition) as Definition | undefined,
    [draft, checked, inForce.data],
  );
  return {
    definition,
    version,
    checked,
    asking: draft ? looked.isFetching || text !== draft.text : inForce.isPending && version !== 0,
    error: list.error ?? (version ? inForce.error : null) ?? (draft ? looked.error : null),
    retry: () => void Promise.all([list.refetch(), inForce.refetch(), looked.refetch()]),
  };
}

/** What came of a change. */
export interface Outcome {
  /** What is wrong with the plant now, and was not before. */
  faults: Fault[];
  /** Takes it over into the draft all the same. */
  keep: () => void;
}

/** Changes the plant by a form: the change goes into the draft, unless it brings faults along. */
export function useChange(): (from: Definition, to: Definition) => Promise<Outcome> {
  const client = useQueryClient();
  const [draft, setDraft] = useDraft();
  return async (from, to) => {
    const [before, after] = await Promise.all([from, to].map((d) => client.query(check(JSON.stringify(d)))));
    const known = new Set((before?.faults ?? []).map(named));
    const faults = (after?.faults ?? []).filter((f) => !known.has(named(f)));
    const keep = () =>
      setDraft({ text: after?.source ?? JSON.stringify(to, null, 2), base: draft?.base ?? after?.version ?? 0 });
    if (faults.length === 0) keep();
    return { faults, keep };
  };
}

const named = (f: Fault) => `${f.path ?? ""} ${f.message}`;
