/** Where a station stands in its line: by how many others work has passed before it, and in which row. */
export interface Cell {
  column: number;
  row: number;
}

export interface Way {
  from: string;
  to: string;
}

/**
 * Places the stations of a line in the order in which work goes through them, from left to right. Where it
 * goes in several ways at once, each has a row. Stations that no way leads to or from follow in a row of their own.
 */
export function placeLine(stations: readonly string[], ways: readonly Way[]): Map<string, Cell> {
  const inside = new Set(stations);
  const own = ways.filter((w) => inside.has(w.from) && inside.has(w.to) && w.from !== w.to);
  const columns = depths(stations, own);
  const cells = new Map<string, Cell>();
  const taken = new Set<string>();
  const put = (station: string, column: number, wish: number) => {
    let row = wish;
    while (taken.has(`${column} ${row}`)) row++;
    taken.add(`${column} ${row}`);
    cells.set(station, { column, row });
  };
  const linked = stations.filter((s) => own.some((w) => w.from === s || w.to === s));
  for (const s of [...linked].sort((a, b) => (columns.get(a) ?? 0) - (columns.get(b) ?? 0))) {
    const before = own.filter((w) => w.to === s).map((w) => cells.get(w.from)?.row ?? 0);
    put(s, columns.get(s) ?? 0, before.length > 0 ? Math.min(...before) : 0);
  }
  const rest = stations.filter((s) => !cells.has(s));
  const below = cells.size === 0 ? 0 : Math.max(...[...cells.values()].map((c) => c.row)) + 1;
  rest.forEach((s, i) => put(s, i, below));
  return cells;
}

/** The longest way to each station. A way back, as for rework, leads nowhere new. */
function depths(stations: readonly string[], ways: readonly Way[]): Map<string, number> {
  const found = new Map<string, number>();
  const depth = (station: string, behind: ReadonlySet<string>): number => {
    const known = found.get(station);
    if (known !== undefined) return known;
    const path = new Set(behind).add(station);
    const before = ways.filter((w) => w.to === station && !path.has(w.from)).map((w) => depth(w.from, path) + 1);
    const deepest = Math.max(0, ...before);
    found.set(station, deepest);
    return deepest;
  };
  for (const s of stations) depth(s, new Set());
  return found;
}

export interface Box {
  x: number;
  y: number;
}

export interface Drawing {
  /** Left upper corners, by station. */
  boxes: Map<string, Box>;
  /** Where each line begins, in their order. */
  tops: number[];
  height: number;
}

/** Sizes of what is drawn, in pixels. */
export interface Sizes {
  card: Box;
  gap: Box;
  /** Height of the head of a line. */
  head: number;
}

/** Draws lines one below the other into a width: a line that is too long goes on in the next row. */
export function draw(lines: readonly Map<string, Cell>[], width: number, sizes: Sizes): Drawing {
  const pitch = sizes.card.x + sizes.gap.x;
  const fit = Math.max(1, Math.floor((width + sizes.gap.x) / pitch));
  const boxes = new Map<string, Box>();
  const tops: number[] = [];
  let top = 0;
  for (const cells of lines) {
    tops.push(top);
    const all = [...cells.values()];
    const folds = Math.max(1, ...all.map((c) => Math.floor(c.column / fit) + 1));
    let y = top + sizes.head;
    for (let fold = 0; fold < folds; fold++) {
      const here = [...cells].filter(([, c]) => Math.floor(c.column / fit) === fold);
      for (const [station, c] of here) {
        boxes.set(station, { x: (c.column % fit) * pitch, y: y + c.row * (sizes.card.y + sizes.gap.y) });
      }
      const rows = Math.max(0, ...here.map(([, c]) => c.row + 1));
      y += rows * (sizes.card.y + sizes.gap.y);
    }
    top = y + sizes.gap.y;
  }
  return { boxes, tops, height: Math.max(0, top - sizes.gap.y) };
}

/**
 * The path of a way between two cards, as SVG draws it: straight to the neighbour, else by the gaps, where
 * each of several has a lane of its own.
 */
export function path(from: Box, to: Box, sizes: Sizes, nth: number): string {
  const { card, gap } = sizes;
  const aside = ((nth % 4) - 1.5) * 4;
  const out = { x: from.x + card.x, y: from.y + card.y / 2 };
  const enter = { x: to.x, y: to.y + card.y / 2 };
  if (to.x === from.x + card.x + gap.x) {
    const bend = out.x + gap.x / 2;
    return out.y === enter.y ? `M${out.x} ${out.y}H${enter.x}` : `M${out.x} ${out.y}H${bend}V${enter.y}H${enter.x}`;
  }
  // Down into the gap above the row of the other card, along it, and in from the left.
  const lane = (to.y > from.y ? to.y - gap.y / 2 : to.y + card.y + gap.y / 2) + aside;
  return `M${out.x} ${out.y}h${gap.x / 2 + aside}V${lane}H${enter.x - gap.x / 2 + aside}V${enter.y}H${enter.x}`;
}
