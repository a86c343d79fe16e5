import { queryOptions, type QueryKey } from "@tanstack/react-query";
import { call, type AnswerOf, type Asked, type PathsOf, type Schemas } from "./call";

/** An entry of the journal in short, as the feed tells it. */
export type FeedEvent = Schemas["Event"];

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Which entries of the journal make the answer old; without it none does. */
      live?: (event: FeedEvent) => boolean;
    };
  }
}

/** For what any entry may change. */
export const always = (): boolean => true;

/**
 * A question to the API for useQuery: `useQuery(read("/api/v1/stations/{station}", { path: { station } }, live))`.
 * live says which entries of the journal make the answer old: it is then asked again, once a second at most.
 */
export function read<P extends PathsOf<"get">>(
  path: P,
  asked: Omit<Asked<P, "get">, "body"> = {},
  live?: (event: FeedEvent) => boolean,
) {
  const key: QueryKey = [path, asked];
  return queryOptions<AnswerOf<P, "get">>({
    queryKey: key,
    queryFn: ({ signal }) => call("get", path, asked, { signal }),
    ...(live ? { meta: { live } } : {}),
  });
}
