import { queryOptions } from "@tanstack/react-query";

/** One of the people that whoever opens the demo may be. */
export interface Part {
  role: "device" | "lead" | "quality" | "engineer" | "auditor";
  name: string;
  badge?: string;
  pin?: string;
  token: string;
}

/** What the demo hands out; another server has none of it. */
export interface DemoPeople {
  parts: Part[];
  badges: { name: string; badge: string }[];
}

/** The people of the demo; null where the server is no demo. */
export const demoPeople = queryOptions({
  queryKey: ["/demo/people"],
  queryFn: async ({ signal }): Promise<DemoPeople | null> => {
    const response = await fetch("/demo/people", { signal });
    const json = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    return response.ok && json ? ((await response.json()) as DemoPeople) : null;
  },
  staleTime: Infinity,
});
