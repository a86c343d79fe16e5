import { Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useCallback, useMemo, useState, type RefCallback } from "react";
import { useMessages } from "@/app/i18n";
import { StationCard } from "./card";
import { draw, path, placeLine, type Sizes } from "./layout";
import { messages } from "./messages";
import { clock, type FactoryMap } from "./states";
import classes from "./map.module.css";

/** From how many stations on only what counts most is drawn of each. */
const many = 40;

const normal: Sizes = { card: { x: 158, y: 142 }, gap: { x: 26, y: 28 }, head: 46 };
const small: Sizes = { card: { x: 126, y: 96 }, gap: { x: 18, y: 18 }, head: 42 };

/** On a telephone two cards share the width. */
function sizesFor(dense: boolean, width: number): Sizes {
  const sizes = dense ? small : normal;
  return width > 0 && width < 480
    ? { ...sizes, card: { ...sizes.card, x: Math.floor((width - sizes.gap.x) / 2) } }
    : sizes;
}

/**
 * The height that cards need: so much at least, and as much as the one whose text takes the most lines. As long as
 * they are the same cards they do not shrink again, for they would jump with each minute that passes.
 */
function useTallest(least: number, cards: string): [number, RefCallback<HTMLElement>] {
  const [tallest, setTallest] = useState({ cards, height: least });
  const ref = useCallback(
    (card: HTMLElement) => {
      const watch = new ResizeObserver(() =>
        setTallest((old) => {
          const before = old.cards === cards ? old.height : least;
          return card.offsetHeight > before || old.cards !== cards
            ? { cards, height: Math.max(before, card.offsetHeight) }
            : old;
        }),
      );
      watch.observe(card);
      return () => watch.disconnect();
    },
    [least, cards],
  );
  return [tallest.cards === cards ? tallest.height : least, ref];
}

/** Lines and stations as work goes through them. Cards are real links; the ways are drawn behind them. */
export function Lanes({ map, line }: { map: FactoryMap; line: string | undefined }) {
  const t = useMessages(messages);
  const { ref, width } = useElementSize();
  const stations = useMemo(() => map.stations.filter((s) => !line || s.line === line), [map, line]);
  const lines = useMemo(() => map.lines.filter((l) => !line || l.code === line), [map, line]);
  const dense = stations.length > many;
  const shape = JSON.stringify([lines.map((l) => l.code), stations.map((s) => s.code), map.links]);
  const cells = useMemo(
    () =>
      lines.map((l) =>
        placeLine(
          stations.filter((s) => s.line === l.code).map((s) => s.code),
          map.links,
        ),
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the numbers change all the time, the shape does not
    [shape],
  );
  const usual = useMemo(() => sizesFor(dense, width), [dense, width]);
  const [tallest, spot] = useTallest(usual.card.y, `${width} ${shape}`);
  const sizes = useMemo(() => ({ ...usual, card: { ...usual.card, y: tallest } }), [usual, tallest]);
  const drawing = useMemo(() => draw(cells, width, sizes), [cells, width, sizes]);
  const ways = map.links.flatMap((l, i) => {
    const from = drawing.boxes.get(l.from);
    const to = drawing.boxes.get(l.to);
    return from && to ? [{ ...l, d: path(from, to, sizes, i) }] : [];
  });
  return (
    <div ref={ref} className={classes.lanes} style={{ height: drawing.height }} data-width={width}>
      <svg className={classes.ways} width={width} height={drawing.height} aria-hidden>
        <defs>
          <marker id="map-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        {ways.map((w) => (
          <path key={`${w.from} ${w.to}`} d={w.d} data-feeds={w.feeds} markerEnd="url(#map-arrow)">
            <title>{w.feeds ? t.feeds(w.from, w.to) : `${w.from} → ${w.to}`}</title>
          </path>
        ))}
      </svg>
      {lines.map((l, i) => (
        <section key={l.code} aria-label={l.name ?? l.code}>
          <div className={classes.lineHead} style={{ top: drawing.tops[i] }}>
            <h2>{l.name ?? l.code}</h2>
            <Text span size="sm" c="dimmed">
              {t.inWork(l.inWork)} · {l.waiting > 0 ? t.waiting(l.waiting, "") : t.noQueue}
              {l.takt ? ` · ${t.takt(clock(l.takt))}` : ""}
            </Text>
          </div>
          {stations
            .filter((s) => s.line === l.code)
            .map((s) => {
              const box = drawing.boxes.get(s.code) ?? { x: 0, y: 0 };
              return (
                <div
                  key={s.code}
                  ref={spot}
                  className={classes.spot}
                  style={{ left: box.x, top: box.y, width: sizes.card.x, minHeight: sizes.card.y }}
                >
                  <StationCard
                    station={s}
                    takt={l.takt}
                    bottleneck={(line ? l.bottleneck : map.bottleneck)?.station === s.code}
                    now={map.at}
                    small={dense}
                  />
                </div>
              );
            })}
        </section>
      ))}
    </div>
  );
}
