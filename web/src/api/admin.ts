import { ProblemError, type Problem } from "./call";

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new ProblemError((await response.json()) as Problem);
  return (await response.json()) as T;
}

/** Makes somebody known who works at stations, with a badge; only an administrator may. */
export async function employ(name: string, badge: string): Promise<void> {
  const person = await post<{ id: string }>("/admin/people", { name, roles: ["operator"] });
  await post("/admin/badges", { person: person.id, secret: badge });
}
