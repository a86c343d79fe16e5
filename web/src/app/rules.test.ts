// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleNames, rules } from "./rules";

test("each rule of the plant definition has its words", () => {
  const schema = readFileSync("../docs/plant.schema.json", "utf8");
  const { properties } = JSON.parse(schema) as {
    properties: { interlocks: { properties: object } };
  };
  const known = Object.keys(properties.interlocks.properties).sort();
  expect(Object.keys(rules.en).sort()).toEqual(known);
  expect(Object.keys(ruleNames.en).sort()).toEqual(known);
});
