import { employ } from "@/api/admin";
import { call, callFor, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import type { Definition } from "@/plant/definition";
import type { Begun } from "./begun";
import { pageOf, perPage, practiceOf, type Card } from "./plan";

/** What was made besides the plant itself. */
export interface Made {
  /** What the first product is called; undefined where there is nothing to practise with. */
  unit: string | undefined;
  /** The badge of who works at the first station. */
  badge: string | undefined;
  /** What was not made, in the server's words. */
  left: string[];
}

/** Publishes the plant; a refusal is thrown as what the server says. */
export async function publish(definition: Definition, reason: string, id: string): Promise<void> {
  const body: Schemas["Command"] = {
    id,
    verb: "apply",
    args: { definition: JSON.stringify(definition), reason },
  };
  const { verdict } = await call("post", "/api/v1/commands", { body });
  if (verdict.answer !== "permit") throw new Error(`${verdict.text} ${verdict.next ?? ""} (${verdict.code})`);
}

/** Makes what there is to scan, and signs somebody in at the first station. */
export async function furnish({ id, definition, practice, person, station }: Begun): Promise<Made> {
  const made: Made = { unit: undefined, badge: undefined, left: [] };
  if (practice) {
    for (const [i, { verb, args }] of practiceOf(definition).entries()) {
      const body = { id: `${id}-${String(i)}`, verb, args } as Schemas["Command"];
      const { verdict } = await call("post", "/api/v1/commands", { body });
      if (verdict.answer !== "permit") made.left.push(`${verdict.text} (${verdict.code})`);
    }
    made.unit = await firstOf(definition);
  }
  if (person !== "") {
    const badge = `B-${newID().slice(0, 10).toUpperCase()}`;
    await employ(person, badge);
    await call("post", "/api/v1/stations/{station}/sign-in", { path: { station }, body: { badge } });
    made.badge = badge;
  }
  return made;
}

async function firstOf(d: Definition): Promise<string | undefined> {
  const part = d.parts?.[0]?.number ?? "";
  const found = await call("get", "/api/v1/objects", { query: { part, life: "open", limit: 1 } });
  return found.items[0]?.name;
}

/** The sheet of codes as one file of PDF for each page. */
export async function sheetOf(title: string, cards: readonly Card[]): Promise<Blob[]> {
  const pages: Promise<Blob>[] = [];
  for (let i = 0; i < cards.length; i += perPage) {
    const template = JSON.stringify(pageOf(title, cards.slice(i, i + perPage), i + 1));
    const body = { template, format: "pdf", dpi: 300 } as const;
    pages.push(callFor("application/pdf", "post", "/api/v1/labels:draw", { body }));
  }
  return Promise.all(pages);
}
