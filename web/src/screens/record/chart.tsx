import { useFormat } from "@/app/format";
import classes from "./record.module.css";
import type { Plot } from "./spread";

const width = 400;
const height = 96;
const edge = 10;
/** Room at the right for what the limits are. */
const texts = 52;

/** Draws values in their order between their limits: those of the object large, those of others as small dots. */
export function Chart({ plot, label }: { plot: Plot; label: string }) {
  const format = useFormat();
  const x = (part: number) => edge + part * (width - texts - 2 * edge);
  const y = (part: number) => height - edge - part * (height - 2 * edge);
  return (
    <svg viewBox={`0 0 ${String(width)} ${String(height)}`} className={classes.chart} role="img" aria-label={label}>
      {[plot.lower, plot.upper].map((limit, i) =>
        limit ? (
          <g key={i}>
            <line x1={0} x2={width - texts} y1={y(limit.y)} y2={y(limit.y)} className={classes.limit} />
            <text x={width - texts + 5} y={y(limit.y) + 4} className={classes.ink}>
              {format.quantity(limit.text)}
            </text>
          </g>
        ) : null,
      )}
      {plot.dots
        .filter((d) => !d.own)
        .map((d) => (
          <circle
            key={`${String(d.value.entry)}.${String(d.value.line)}`}
            cx={x(d.x)}
            cy={y(d.y)}
            r={2.5}
            className={d.bad ? classes.bad : classes.other}
          />
        ))}
      {plot.dots
        .filter((d) => d.own)
        .map((d) =>
          d.bad ? (
            <path
              key={`${String(d.value.entry)}.${String(d.value.line)}`}
              d={`M${String(x(d.x))} ${String(y(d.y) - 6)} l6 11 h-12 z`}
              className={d.value.voidSeq ? `${classes.bad ?? ""} ${classes.void ?? ""}` : classes.bad}
            />
          ) : (
            <circle
              key={`${String(d.value.entry)}.${String(d.value.line)}`}
              cx={x(d.x)}
              cy={y(d.y)}
              r={5}
              className={d.value.voidSeq ? classes.gone : classes.own}
            />
          ),
        )}
    </svg>
  );
}
