import { problemOf, type Schemas } from "@/api/call";

/** How a verdict looks and sounds. */
export type Kind = "ok" | "stop" | "check";

/** What the station says to what was scanned or pressed. */
export interface Said {
  kind: Kind;
  /** What is, or what is wrong. Empty where the page has its own words for the code. */
  text: string;
  next?: string | undefined;
  code: string;
  rule?: string | undefined;
  /** Id of the object that it is about. */
  subject?: string | undefined;
  choices: readonly Schemas["Choice"][];
  also: readonly Remark[];
}

/** What is said besides. */
export interface Remark {
  text: string;
  /** By whom it was let pass, and why; undefined where it stands. */
  passed?: { by: readonly string[]; reason: string } | undefined;
}

/** The verdict of an answer. What is recorded and yet not good, such as a value outside of its limits, is to be checked. */
export function saidOf({ verdict }: Pick<Schemas["Answer"], "verdict">): Said {
  const good = verdict.answer === "permit" && (verdict.code.startsWith("T0") || verdict.code.startsWith("T90"));
  return {
    kind: verdict.answer === "refuse" ? "stop" : good ? "ok" : "check",
    text: verdict.text,
    next: verdict.next,
    code: verdict.code,
    rule: verdict.rule,
    subject: verdict.subject,
    choices: verdict.choices ?? [],
    also: (verdict.also ?? []).map((f) => ({
      text: f.text,
      passed: f.permission === undefined ? undefined : { by: f.by ?? [], reason: f.reason ?? "" },
    })),
  };
}

/** What the page itself says, by the words that it has for a code. */
export type Own = "QUEUED" | "FULL" | "PHOTOS" | "NEEDED" | "NOLOT" | "NOSTOP";

/** What the page says of an act itself: it is queued on this device, or why it was not done. */
export function kept(code: Own): Said {
  return { kind: code === "QUEUED" ? "check" : "stop", text: "", code, choices: [], also: [] };
}

/** What is said where there is no verdict: nothing was recorded, or nobody knows. */
export function saidOfProblem(error: unknown): Said {
  const problem = problemOf(error);
  const ours = problem.code.startsWith("W");
  const detail = (problem.errors ?? []).map((e) => ({ text: e.message }));
  return {
    kind: "stop",
    text: ours ? "" : (problem.detail ?? problem.title),
    next: ours ? undefined : problem.fix,
    code: problem.code,
    choices: [],
    also: detail,
  };
}
