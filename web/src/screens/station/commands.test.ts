// @vitest-environment jsdom
import { expect, test } from "vitest";
import { askOf } from "./commands";

test("the command codes of the screen are told from those of the server, whatever a scanner puts before them", () => {
  expect(askOf("TW:SEEN")).toEqual({ what: "seen" });
  expect(askOf("]C0tw:choice:2")).toEqual({ what: "choose", n: 2 });
  expect(askOf("TW:YES")).toEqual({ what: "choose", n: 1 });
  expect(askOf("tw:key:enter")).toEqual({ what: "key", key: "ENTER" });
  expect(askOf("TW:LANG:DE")).toEqual({ what: "language", language: "de" });
  for (const other of [
    "TW:UNDO",
    "TW:COMPLETE",
    "TW:SEEN:1",
    "TW:KEY:12",
    "TW:CHOICE:0",
    "TW:LANG:XX",
    "SN000007",
    "seen",
  ]) {
    expect(askOf(other), other).toBeUndefined();
  }
});
