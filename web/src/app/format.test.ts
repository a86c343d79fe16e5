// @vitest-environment jsdom
import { expect, test } from "vitest";
import { formatFor } from "./format";

test("times in a sentence of the server are told by the clock of the plant", () => {
  const { told } = formatFor("de", "Europe/Berlin");
  expect(told("It expired at 2026-11-23T10:05:00Z: put it aside.")).toBe(
    "It expired at 23.11.2026, 11:05: put it aside.",
  );
  expect(told("bis 2026-07-01 22:30:00Z.")).toBe("bis 02.07.2026, 00:30.");
  expect(told("Order 2026-11-23 of 10:05")).toBe("Order 2026-11-23 of 10:05");
});

test("what is counted has its word, what is measured its symbol", () => {
  expect(formatFor("de").quantity("1200", "pcs")).toBe("1.200 Stück");
  expect(formatFor("es").quantity("4.95", "N·m")).toBe("4,95 N·m");
  expect(formatFor("en").quantity("3", "pcs")).toBe("3 pcs");
});
