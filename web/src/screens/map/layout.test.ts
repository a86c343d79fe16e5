import { expect, test } from "vitest";
import { draw, path, placeLine } from "./layout";

const sizes = { card: { x: 100, y: 50 }, gap: { x: 20, y: 10 }, head: 30 };
const chain = (...stations: string[]) => stations.slice(1).map((to, i) => ({ from: stations[i] ?? "", to }));

test("two ways through a line have a row each, and meet", () => {
  const cells = placeLine(
    ["A", "B", "C", "X", "Y"],
    [...chain("A", "B", "C"), ...chain("X", "Y"), { from: "Y", to: "C" }, { from: "Z", to: "A" }],
  );
  expect(Object.fromEntries(cells)).toEqual({
    A: { column: 0, row: 0 },
    X: { column: 0, row: 1 },
    B: { column: 1, row: 0 },
    Y: { column: 1, row: 1 },
    C: { column: 2, row: 0 },
  });
});

test("a way back does not keep a line from being drawn", () => {
  const cells = placeLine(["A", "B", "C"], [...chain("A", "B", "C"), { from: "C", to: "A" }]);
  expect(new Set([...cells.values()].map((c) => `${c.column} ${c.row}`)).size).toBe(3);
});

test("stations that no way leads to stand beside each other", () => {
  const cells = placeLine(["A", "B", "C", "D"], chain("A", "B"));
  expect(cells.get("C")).toEqual({ column: 0, row: 1 });
  expect(cells.get("D")).toEqual({ column: 1, row: 1 });
});

test("no card lies on another or outside, however wide the screen is", () => {
  const names = Array.from({ length: 100 }, (_, i) => `S${i}`);
  const lines = [0, 1, 2, 3].map((l) => {
    const own = names.slice(l * 25, l * 25 + 25);
    return placeLine(own, [...chain(...own.slice(0, 12)), ...chain(...own.slice(12, 20))]);
  });
  for (const width of [120, 340, 1000, 3800]) {
    const { boxes, tops, height } = draw(lines, width, sizes);
    expect(boxes.size).toBe(100);
    const list = [...boxes.values()];
    for (const [i, a] of list.entries()) {
      expect(a.x + sizes.card.x).toBeLessThanOrEqual(Math.max(width, sizes.card.x));
      expect(a.y + sizes.card.y).toBeLessThanOrEqual(height);
      for (const b of list.slice(i + 1)) {
        expect(Math.abs(a.x - b.x) >= sizes.card.x || Math.abs(a.y - b.y) >= sizes.card.y).toBe(true);
      }
    }
    expect(tops).toHaveLength(4);
  }
});

test("a way leads straight to the neighbour, and by the gaps to others", () => {
  expect(path({ x: 0, y: 0 }, { x: 120, y: 0 }, sizes, 0)).toBe("M100 25H120");
  expect(path({ x: 240, y: 0 }, { x: 0, y: 60 }, sizes, 2)).toBe("M340 25h12V57H-8V85H0");
});
