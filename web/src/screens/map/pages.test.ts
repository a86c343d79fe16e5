import { expect, test } from "vitest";
import { columnsFor, pagesOf } from "./pages";
import { briefly, clock, lasting, type FactoryMap } from "./states";

const line = (code: string, stations: number) => ({
  line: { code, area: "A", inWork: 0, waiting: 0 },
  stations: Array.from({ length: stations }, (_, i) => ({ code: `${code}-${i}`, line: code })),
});

const plant = (...lines: ReturnType<typeof line>[]) =>
  ({ lines: lines.map((l) => l.line), stations: lines.flatMap((l) => l.stations) }) as unknown as FactoryMap;

test("a wall shows every station once, at most twelve at a time", () => {
  const map = plant(line("L1", 5), line("L2", 31));
  const pages = pagesOf(map, undefined);
  expect(pages.map((p) => (p.kind === "line" ? `${p.line.code} ${p.stations.length}` : p.kind))).toEqual([
    "overview",
    "L1 5",
    "L2 11",
    "L2 11",
    "L2 9",
  ]);
  expect(pages.flatMap((p) => (p.kind === "line" ? p.stations : []))).toEqual(map.stations);
});

test("a wall for one line shows that line", () => {
  expect(pagesOf(plant(line("L1", 5), line("L2", 3)), "L2")).toHaveLength(1);
});

test("tiles fill the wall", () => {
  expect([1, 4, 5, 9, 10, 12].map(columnsFor)).toEqual([1, 4, 3, 5, 5, 4]);
});

test("times are said as people say them", () => {
  expect([59, 290, 3723].map(clock)).toEqual(["0:59", "4:50", "1:02:03"]);
  const since = (s: number) => lasting(new Date(0).toISOString(), new Date(s * 1000).toISOString());
  expect([40, 65, 3900, 100_000].map(since)).toEqual(["40 s", "1 min", "1 h 05 min", "1 d 3 h"]);
  const brief = (s: number) =>
    briefly(new Date(0).toISOString(), new Date(s * 1000).toISOString()).replaceAll("\u00a0", " ");
  expect([40, 65, 3900, 100_000].map(brief)).toEqual(["40 s", "1 min", "1:05 h", "1 d 3 h"]);
});
