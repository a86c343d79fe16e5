import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Definition } from "@/plant/definition";
import { guardOf, withGuard } from "./guard";
import type { Rule } from "@/app/rules";

const plant: Definition = {
  site: { code: "X" },
  areas: [
    {
      code: "A",
      lines: [{ code: "L", stations: [{ code: "S-1", interlocks: { hold: "ask", bom: "off" } }, { code: "S-2" }] }],
    },
    { code: "STORE" },
  ],
  interlocks: { bom: "enforce" },
  overrides: { limits: { roles: ["quality"], second: true } },
  breachHolds: ["expired"],
};

test("a rule that is written as it was read changes nothing", () => {
  for (const rule of ["hold", "bom", "limits", "expired", "attempts"] as const) {
    expect(withGuard(plant, rule, guardOf(plant, rule))).toEqual(plant);
  }
});

test("a rule is changed in the plant, at stations, in who may pass it and in who answers, and nowhere else", () => {
  const to = withGuard(plant, "hold", {
    ...guardOf(plant, "hold"),
    mode: "enforce",
    stations: [{ code: "S-2", mode: "watch" }],
    roles: ["lead"],
    valid: "PT1H",
    answers: "admin",
    holds: true,
  });
  expect(to).toEqual({
    ...plant,
    areas: [
      {
        code: "A",
        lines: [
          {
            code: "L",
            stations: [
              { code: "S-1", interlocks: { bom: "off" } },
              { code: "S-2", interlocks: { hold: "watch" } },
            ],
          },
        ],
      },
      { code: "STORE" },
    ],
    interlocks: { bom: "enforce", hold: "enforce" },
    overrides: { limits: { roles: ["quality"], second: true }, hold: { roles: ["lead"], valid: "PT1H" } },
    answers: { hold: "admin" },
    breachHolds: ["expired", "hold"],
  });
});

test("without roles nobody may let anything pass, and nothing is left of it in the definition", () => {
  const to = withGuard(plant, "limits", { ...guardOf(plant, "limits"), roles: [] });
  expect(to.overrides).toBeUndefined();
  expect("overrides" in to).toBe(false);
});

test("the usual answer for each rule is that of the server", () => {
  const { properties } = JSON.parse(readFileSync("../docs/plant.schema.json", "utf8")) as {
    properties: { answers: { properties: Record<Rule, { default: string }> } };
  };
  for (const [rule, { default: usual }] of Object.entries(properties.answers.properties)) {
    expect([rule, guardOf(plant, rule as Rule).usual]).toEqual([rule, usual]);
  }
});
