// @vitest-environment jsdom
import { expect, test } from "vitest";
import type { Schemas } from "@/api/call";
import { atHand } from "./material";

const lot = (id: string, more: Partial<Schemas["Stock"]> = {}) =>
  ({ object: { id, kind: "lot" }, quantity: "10", ...more }) satisfies Schemas["Stock"];

test("what expires first is offered first, then what is nearest; what is there or used up is not", () => {
  const there = { loaded: [{ stock: lot("SET-UP") }] as unknown as Schemas["Loaded"][] };
  const stock = [
    lot("FAR", { location: "STORE" }),
    lot("NEAR", { station: "A-10" }),
    lot("SET-UP"),
    lot("EMPTY", { quantity: "0" }),
    lot("LATER", { expires: "2027-02-01T00:00:00Z" }),
    lot("SOON", { expires: "2027-01-01T00:00:00Z" }),
  ];
  expect(atHand(stock, there, "A-10").map((s) => s.object.id)).toEqual(["SOON", "LATER", "NEAR", "FAR"]);
});
