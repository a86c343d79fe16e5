// @vitest-environment jsdom
import { expect, test } from "vitest";
import { begun, counted, countOf, keyed, rest, told } from "./portions";

const of = (good: string, scrap: string, reason = "", reasoned = false) =>
  told("L1", "100", { good, scrap }, reason, reasoned);

test("all of a lot is good, or a part of it is scrap for a reason", () => {
  expect(of("100", "").args).toEqual({ object: "L1", quantities: [{ outcome: "good", quantity: "100" }] });
  expect(of("97", "3", "BROKEN", true).args).toEqual({
    object: "L1",
    quantities: [
      { outcome: "good", quantity: "97" },
      { outcome: "scrap", quantity: "3", reason: "BROKEN" },
    ],
  });
  expect(of("97", "3", "", true).wrong).toBe("reason");
});

test("what is not counted stays in work", () => {
  expect(of("40", "0")).toEqual({
    rest: "60",
    args: { object: "L1", quantities: [{ outcome: "good", quantity: "40" }], partial: true },
  });
});

test("decimals are exact, and a comma is a point", () => {
  expect(told("L1", "0.3", { good: "0,1", scrap: "0.2" }, "", false)).toEqual({
    rest: "0",
    args: {
      object: "L1",
      quantities: [
        { outcome: "good", quantity: "0.1" },
        { outcome: "scrap", quantity: "0.2" },
      ],
    },
  });
  expect(rest("0.3", "0.1")).toBe("0.2");
});

test("what is no quantity, nothing, or more than there is, is not sent", () => {
  expect(of("1e3", "").wrong).toBe("number");
  expect(of("", "0").wrong).toBe("nothing");
  expect(of("98", "3").wrong).toBe("more");
  expect(rest("100", "101")).toBeUndefined();
});

test("what a scanner says of a count, in any order, and what says nothing of it", () => {
  const after = (...codes: string[]) =>
    codes.reduce((e, code) => {
      const key = /^KEY:(.*)$/.exec(code)?.[1];
      return key === undefined ? counted(e, "20", countOf(code) ?? {}, ["Bent"]) : keyed(e, "20", key);
    }, begun("20"));
  expect(after("TW:SCRAP:BENT", "TW:QTY:2")).toMatchObject({ good: "18", scrap: "2", reason: "Bent" });
  expect(after("KEY:2", "tw:scrap:bent")).toMatchObject({ good: "18", scrap: "2", reason: "Bent" });
  expect(after("TW:GOOD", "KEY:1", "KEY:0", "TW:SCRAP", "KEY:3")).toMatchObject({ good: "10", scrap: "3" });
  expect(after("TW:SCRAP", "TW:QTY:3", "TW:QTY:4")).toMatchObject({ good: "16", scrap: "4" });
  expect(after("TW:SCRAP:NO-SUCH", "TW:QTY:3")).toMatchObject({ scrap: "3", reason: "" });
  expect(after("TW:GOOD", "TW:QTY:12", "KEY:5")).toMatchObject({ good: "5" });
  expect(countOf("]d1TW:QTY:2.5")).toEqual({ number: "2.5" });
  for (const other of ["TW:QTY:-1", "TW:QTY:1e9", "TW:GOOD:1", "TW:COMPLETE", "QTY:1", "12"]) {
    expect(countOf(other), other).toBeUndefined();
  }
});
