import { useElementSize } from "@mantine/hooks";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useMessages } from "@/app/i18n";
import type { Label, LabelElement } from "@/plant/definition";
import classes from "./codes.module.css";
import { messages } from "./messages";
import { boxOf, moved } from "./sample";

interface Props {
  label: Label;
  /** The drawing of the label; undefined until it is there. */
  url: string | undefined;
  chosen: number | undefined;
  choose: (element: number) => void;
  /** Changes an element; undefined for those who may only look. */
  change: ((element: number, to: LabelElement) => void) | undefined;
}

/** How far an arrow key moves an element, in millimetres: alone, and with Shift. */
const step = 0.5;
const leap = 5;

/** The label as it is printed, with its elements to be chosen and moved: by pointer, or by arrow keys. */
export function Canvas({ label, url, chosen, choose, change }: Props) {
  const t = useMessages(messages);
  const { ref, width: room } = useElementSize();
  const held = useRef<{ x: number; y: number; from: LabelElement } | undefined>(undefined);
  const [width, height] = [Number(label.width), Number(label.height)];
  const good = width > 0 && height > 0 && !("sheet" in label);
  const scale = good ? Math.min(room / width, 420 / height, 12) : 0;

  const press = (i: number, e: PointerEvent) => {
    choose(i);
    const from = label.elements[i];
    if (!change || !from) return;
    e.currentTarget.setPointerCapture(e.pointerId);
    held.current = { x: e.clientX, y: e.clientY, from };
  };
  const drag = (i: number, e: PointerEvent) => {
    const start = held.current;
    if (start) change?.(i, moved(start.from, (e.clientX - start.x) / scale, (e.clientY - start.y) / scale, label));
  };
  const key = (i: number, e: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    const element = label.elements[i];
    if (!by || !change || !element) return;
    e.preventDefault();
    const far = e.shiftKey ? leap : step;
    change(i, moved(element, (by[0] ?? 0) * far, (by[1] ?? 0) * far, label));
  };
  return (
    <div ref={ref} className={classes.room}>
      {good ? (
        <div className={classes.paper} style={{ width: width * scale, height: height * scale }}>
          {url ? <img src={url} alt={t.drawn(label.code)} className={classes.drawing} draggable={false} /> : null}
          {label.elements.map((e, i) => {
            const box = boxOf(e);
            return (
              <button
                key={i}
                type="button"
                className={classes.element}
                aria-pressed={i === chosen}
                aria-label={`${t.elementNumber(i + 1)} ${e.text ?? e.kind ?? ""}`}
                title={change ? t.moveHint : undefined}
                style={{
                  left: box.x * scale,
                  top: box.y * scale,
                  width: Math.max(box.width * scale, 8),
                  height: Math.max(box.height * scale, 8),
                }}
                onClick={() => choose(i)}
                onPointerDown={(ev) => press(i, ev)}
                onPointerMove={(ev) => drag(i, ev)}
                onPointerUp={() => (held.current = undefined)}
                onPointerCancel={() => (held.current = undefined)}
                onKeyDown={(ev) => key(i, ev)}
              />
            );
          })}
        </div>
      ) : url ? (
        <img src={url} alt={t.drawn(label.code)} className={classes.sheet} />
      ) : null}
    </div>
  );
}
