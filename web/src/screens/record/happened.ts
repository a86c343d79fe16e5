import type { Schemas } from "@/api/call";
import type { Happened, Value, Visit } from "./data";
import type { Pick } from "./route";

/** How something that happened is marked: by a word, a shape and a colour. */
export type Tone = "plain" | "stop" | "check";

/** Something that happened, with what the other views know of it. */
export interface Step {
  event: Happened;
  tone: Tone;
  values: Value[];
  /** What was said against it beside, unless the entry of a breach says it. */
  also: Schemas["Finding"][];
  /** The visit that it began or ended. */
  begins?: Visit;
  ends?: Visit;
}

const troubles = new Set([
  "hold",
  "release",
  "report-defect",
  "rework",
  "disposition",
  "scrap",
  "override",
  "countersign",
  "concession",
  "correct",
  "undo",
  "remove",
  "replace",
  "cross-out",
  "close-breach",
  "receive-back",
]);
const measuring = new Set(["measure", "inspect", "calibrate"]);
const building = new Set([
  "install",
  "consume",
  "remove",
  "replace",
  "recover",
  "backflush",
  "merge",
  "split",
  "part-panel",
  "produce-lot",
]);
const moving = new Set([
  "move",
  "pack",
  "unpack",
  "ship",
  "receive",
  "receive-back",
  "load",
  "unload",
  "load-carrier",
  "unload-carrier",
  "start",
  "complete",
]);

/** What a rule said against it: it was stopped, or somebody should look at it. */
export function toneOf(event: Happened, values: readonly Value[], also: Step["also"]): Tone {
  if (event.verdict?.answer === "refuse" || event.kind === "hold") return "stop";
  if (values.some((v) => v.outcome === "fail") || event.verb === "report-defect" || event.verb === "scrap")
    return "stop";
  if (event.verdict?.answer === "ask" || event.kind === "breach" || event.corrected || also.length > 0) return "check";
  return "plain";
}

/** Whether something belongs to what was picked. */
export function picked(step: Step, pick: Pick | undefined): boolean {
  const verb = step.event.verb ?? "";
  switch (pick) {
    case undefined:
      return true;
    case "trouble":
      return (
        step.tone !== "plain" || troubles.has(verb) || step.event.kind === "release" || step.ends?.outcome === "fail"
      );
    case "values":
      return step.values.length > 0 || measuring.has(verb);
    case "parts":
      return building.has(verb);
    case "moves":
      return moving.has(verb);
  }
}

/** What happened, with the values that were taken by it and the visits that it began and ended, in the order of time. */
export function stepsOf(events: readonly Happened[], values: readonly Value[], visits: readonly Visit[]): Step[] {
  const byEntry = new Map<number, Value[]>();
  for (const v of values) byEntry.set(v.entry, [v, ...(byEntry.get(v.entry) ?? [])]); // the last come first
  const breaches = new Set(events.filter((e) => e.kind === "breach").map((e) => `${e.command ?? ""} ${e.text ?? ""}`));
  const begun = new Map(visits.map((v) => [v.startSeq, v]));
  const ended = new Map(visits.flatMap((v) => (v.endSeq === undefined ? [] : [[v.endSeq, v] as const])));
  const steps = events.map((event): Step => {
    const taken = byEntry.get(event.seq) ?? [];
    const also = (event.verdict?.also ?? []).filter((f) => !breaches.has(`${event.command ?? ""} ${f.text}`));
    const step: Step = { event, tone: toneOf(event, taken, also), values: taken, also };
    const begins = begun.get(event.seq);
    const ends = ended.get(event.seq);
    if (begins) step.begins = begins;
    if (ends) step.ends = ends;
    return step;
  });
  return steps.sort(
    (a, b) => Date.parse(a.event.occurredAt) - Date.parse(b.event.occurredAt) || a.event.seq - b.event.seq,
  );
}
