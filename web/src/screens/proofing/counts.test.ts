// @vitest-environment jsdom
import { expect, it } from "vitest";
import { sums } from "./counts";

it("adds up by what is asked, the most first, and leaves out what has none", () => {
  const rows = [
    { station: "B", n: 2 },
    { station: "A", n: 1 },
    { station: "A", n: 1 },
    { station: "", n: 9 },
    { station: "C", n: 5 },
  ];
  expect(
    sums(
      rows,
      (r) => r.station,
      (r) => r.n,
    ),
  ).toEqual([
    { key: "C", n: 5 },
    { key: "A", n: 2 },
    { key: "B", n: 2 },
  ]);
});
