import { ProblemError, type Problem, type Schemas } from "./call";

/** Records the work orders of a CSV text, all or none of them; a dry run only says what they would change. */
export async function importOrders(text: string, dryRun: boolean, id: string): Promise<Schemas["OrderImport"]> {
  const query = new URLSearchParams(dryRun ? { dryRun: "true" } : { id });
  const headers = { "Content-Type": "text/csv" };
  const response = await fetch(`/api/v1/orders:import?${query.toString()}`, { method: "POST", headers, body: text });
  if (!response.ok) throw new ProblemError((await response.json()) as Problem);
  return (await response.json()) as Schemas["OrderImport"];
}
