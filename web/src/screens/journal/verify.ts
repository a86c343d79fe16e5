import { ProblemError, problemOf, type Problem, type Schemas } from "@/api/call";

/** How far a verification is, and at last what it has found. */
export type Verifying = Schemas["Verifying"];

/** Has the server verify the journal, and tells each step of it. */
export async function verify(views: boolean, tell: (step: Verifying) => void, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/journal/verification${views ? "?views=true" : ""}`, { method: "POST", signal });
  } catch (error) {
    if (signal.aborted) return;
    throw new ProblemError({ ...problemOf(error), code: "W001", title: "W001" });
  }
  if (!response.ok || !response.body) throw new ProblemError((await response.json()) as Problem);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const step = JSON.parse(line) as Verifying;
      if (step.problem) throw new ProblemError(step.problem);
      tell(step);
    }
    if (done) return;
  }
}
