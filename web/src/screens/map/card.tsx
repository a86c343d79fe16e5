import { IconBellRinging, IconCircleCheck, IconFlag3Filled, IconStack2 } from "@tabler/icons-react";
import { useMessages } from "@/app/i18n";
import { ScreenLink } from "@/ui/link";
import { messages } from "./messages";
import { briefly, clock, states, type Station } from "./states";
import classes from "./map.module.css";

interface Props {
  station: Station;
  takt: number | undefined;
  bottleneck: boolean;
  now: string;
  /** Only what counts most: many stations are drawn. */
  small: boolean;
}

/** A station: what it does, what is there and what waits, how long it takes, how well it does, and who is there. */
export function StationCard({ station: s, takt, bottleneck, now, small }: Props) {
  const t = useMessages(messages);
  const { icon: StateIcon, tone } = states[s.state.state];
  const call = s.calls[0];
  return (
    <div
      className={classes.card}
      data-tone={tone}
      data-bottleneck={bottleneck || undefined}
      data-small={small || undefined}
      data-station={s.code}
      data-state={s.state.state}
    >
      {bottleneck ? (
        <span className={classes.flag}>
          <IconFlag3Filled size={12} aria-hidden /> {t.bottleneck}
        </span>
      ) : null}
      <span className={classes.cardHead}>
        <ScreenLink
          to="/stations"
          search={{ filter: s.code }}
          underline="never"
          inherit
          c="inherit"
          className={classes.whole}
        >
          <b>{s.code}</b>
        </ScreenLink>
        {small ? null : <span className={classes.name}>{s.name}</span>}
      </span>
      <span className={classes.state}>
        <StateIcon size={16} aria-hidden />
        <span>
          {s.working > 0 ? (
            <ScreenLink
              to="/stock"
              search={{ station: s.code }}
              inherit
              c="inherit"
              className={classes.within}
              aria-label={`${t[s.state.state]}: ${t.inWork(s.working)}`}
            >
              {t[s.state.state]}
            </ScreenLink>
          ) : (
            t[s.state.state]
          )}
        </span>
        {tone !== "good" && s.state.state !== "starved" && s.state.since ? (
          <span className={classes.age}>{briefly(s.state.since, now)}</span>
        ) : null}
      </span>
      <span className={classes.queue} data-some={s.waiting > 0 || undefined}>
        <IconStack2 size={15} aria-hidden />
        <span>
          {s.waiting > 0 ? (
            <ScreenLink to="/stock" search={{ next: s.code }} inherit c="inherit" className={classes.within}>
              {t.waiting(s.waiting, s.oldest ? briefly(s.oldest, now) : "")}
            </ScreenLink>
          ) : s.state.state === "starved" && s.state.since ? (
            t.emptyFor(briefly(s.state.since, now))
          ) : (
            t.noQueue
          )}
        </span>
      </span>
      {small ? null : <Pace station={s} takt={takt} />}
      {call ? (
        <span className={classes.call}>
          <IconBellRinging size={15} aria-hidden />
          <span>
            {t.call(t[call.kind === "maintenance" ? "maintenance-call" : call.kind], briefly(call.raisedAt, now))}
          </span>
        </span>
      ) : null}
    </div>
  );
}

function Pace({ station: s, takt }: { station: Station; takt: number | undefined }) {
  const t = useMessages(messages);
  const full = Math.max(takt ?? 0, s.cycle ?? 0) * 1.1;
  const share = (seconds: number | undefined) => `${full > 0 ? ((seconds ?? 0) / full) * 100 : 0}%`;
  const people = s.people.map((p) => p.name ?? p.id).join(", ");
  return (
    <>
      <span className={classes.bar} data-over={(takt !== undefined && (s.cycle ?? 0) > takt) || undefined} aria-hidden>
        <span style={{ width: share(s.cycle) }} />
        {takt ? <i style={{ insetInlineStart: share(takt) }} /> : null}
      </span>
      <span className={classes.numbers}>
        <span>
          {t.cycle} <b>{s.cycle ? clock(s.cycle) : "–"}</b>
        </span>
        <span title={t.yield}>
          <IconCircleCheck size={14} role="img" aria-label={t.yield} />{" "}
          <b>{s.first > 0 ? `${Math.round((100 * s.good) / s.first)} %` : "–"}</b>
        </span>
      </span>
      <span className={`world ${classes.people ?? ""}`}>{people === "" ? t.nobody : people}</span>
    </>
  );
}
