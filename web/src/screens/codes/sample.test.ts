// @vitest-environment jsdom
import { expect, test } from "vitest";
import { boxOf, fieldsOf, moved, samplesOf } from "./sample";
import { visible } from "./visible";

test("a label asks for the fields of its texts, once each", () => {
  const elements = [{ text: "{name} {{no field}} {serial}" }, { text: "[)>{RS}06{GS}S{serial}{EOT}" }, {}];
  expect(fieldsOf({ elements })).toEqual(["name", "serial"]);
  expect(samplesOf({ elements: [{ text: "{serial}{dock}" }] })).toEqual({ serial: "SN000042", dock: "DOCK" });
});

test("an element stays on its label when it is moved", () => {
  const label = { width: "50", height: "25" };
  expect(moved({ x: "1", y: "1", width: "20", height: "5" }, 0.25, -9, label)).toMatchObject({ x: "1.3", y: "0" });
  expect(moved({ x: "1", y: "1", width: "20", height: "5" }, 99, 99, label)).toMatchObject({ x: "30", y: "20" });
  expect(boxOf({ text: "x", size: "5" })).toEqual({ x: 0, y: 0, width: 20, height: 7 });
});

test("control characters can be seen", () => {
  expect(visible("01\u001D21")).toBe("01\u241D21");
});
