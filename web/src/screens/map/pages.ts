import type { FactoryMap, Station } from "./states";

type Line = FactoryMap["lines"][number];

/** What a wall shows at a time: all lines in short, or some stations of one. */
export type WallPage = { kind: "overview" } | { kind: "line"; line: Line; stations: Station[]; of: [number, number] };

/** How many stations can be read from eight metres. */
const most = 12;

/** The pages of a wall, which follow each other for ever. A line with many stations has several. */
export function pagesOf(map: FactoryMap, only: string | undefined): WallPage[] {
  const lines = map.lines.filter((l) => !only || l.code === only);
  const pages: WallPage[] = lines.length > 1 ? [{ kind: "overview" }] : [];
  for (const line of lines) {
    const stations = map.stations.filter((s) => s.line === line.code);
    const parts = Math.max(1, Math.ceil(stations.length / most));
    const each = Math.ceil(stations.length / parts);
    for (let i = 0; i < parts; i++) {
      pages.push({ kind: "line", line, stations: stations.slice(i * each, (i + 1) * each), of: [i + 1, parts] });
    }
  }
  return pages;
}

/** How many tiles stand beside each other, for so many. */
export function columnsFor(tiles: number): number {
  if (tiles <= 4) return Math.max(1, tiles);
  return Math.ceil(tiles / (tiles <= 10 ? 2 : 3));
}
