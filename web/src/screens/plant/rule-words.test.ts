import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "./rule-words";

test("each rule of the plant definition has its words", () => {
  const schema = readFileSync("../docs/plant.schema.json", "utf8");
  const { properties } = JSON.parse(schema) as {
    properties: { interlocks: { properties: object } };
  };
  expect(Object.keys(rules.en).sort()).toEqual(Object.keys(properties.interlocks.properties).sort());
});
