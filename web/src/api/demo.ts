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

/** Something that whoever watches the demo lets go wrong. */
export type Mishap = "wrong-component" | "skipped-step" | "bad-lot" | "dead-tool" | "network-cut";

/** How the line of the demo goes on. */
export interface DemoLine {
  /** How many times faster than people. */
  speed: number;
  paused: boolean;
  /** What can be let go wrong, and what is to go wrong next. */
  mishaps: Mishap[];
  wanted: Mishap[];
}

/** The line of the demo; null where the server is no demo. */
export const demoLine = queryOptions({
  queryKey: ["/demo/line"],
  queryFn: async ({ signal }): Promise<DemoLine | null> => lineOf(await fetch("/demo/line", { signal })),
});

/** Changes how the line goes on; what is left out stays. */
export async function changeDemoLine(to: {
  speed?: number;
  paused?: boolean;
  mishap?: Mishap;
}): Promise<DemoLine | null> {
  const headers = { "Content-Type": "application/json" };
  return lineOf(await fetch("/demo/line", { method: "POST", headers, body: JSON.stringify(to) }));
}

async function lineOf(response: Response): Promise<DemoLine | null> {
  const json = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  return response.ok && json ? ((await response.json()) as DemoLine) : null;
}
