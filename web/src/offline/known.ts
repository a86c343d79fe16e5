import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/api/call";
import type { Me } from "@/app/me";
import { get, put, remove } from "./store";

/** What a page opens with when the server is gone. */
interface Known {
  me: Me;
  [station: `station ${string}`]: Schemas["Station"];
}

/** Remembers on this device what a page opens with when the server is gone; without a value, forgets it. */
export async function remember<K extends keyof Known>(name: K, value: Known[K] | undefined): Promise<void> {
  try {
    await (value ? put("known", value, name) : remove("known", name));
  } catch {
    // A browser that keeps nothing opens nothing without the server.
  }
}

/** What was remembered under a name, once it is wanted; undefined for nothing. */
export function useKnown<K extends keyof Known>(name: K, wanted: boolean): Known[K] | undefined {
  const known = useQuery({
    queryKey: ["known", name],
    queryFn: async () => (await get<Known[K]>("known", name).catch(() => undefined)) ?? null,
    enabled: wanted,
    staleTime: Infinity,
  });
  return known.data ?? undefined;
}
