import { expect, test } from "vitest";
import { rest, told } from "./portions";

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
