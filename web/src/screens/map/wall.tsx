import { IconBellRinging, IconFlag3Filled, IconPlugConnectedX, IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { Waiting } from "@/ui/answer";
import { ProblemPanel } from "@/ui/problem";
import { reasons } from "./bottleneck";
import { messages } from "./messages";
import { columnsFor, pagesOf, type WallPage } from "./pages";
import { mapRoute } from "./route";
import { briefly, clock, lasting, states, type FactoryMap, type Station } from "./states";
import classes from "./wall.module.css";

/** How often a wall asks, in milliseconds, whether or not anything is heard. */
const pace = 5000;
/** From when on what is shown is old. */
const old = 15_000;
/** Seconds for which a page is shown, if the address does not say. */
const turn = 20;

/** The clock of this device, each second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Keeps the screen on for as long as it is looked at, where the browser can. */
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const hold = () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      navigator.wakeLock.request("screen").then(
        (l) => (lock = l),
        () => undefined, // The device decides.
      );
    };
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}

/** The plant on a wall: large, without a pointer, from page to page, and never older than it says. */
export function Wall() {
  const { line, rotate = turn } = mapRoute.useSearch();
  const navigate = mapRoute.useNavigate();
  const now = useNow();
  const [began] = useState(now);
  useWakeLock();
  useEffect(() => {
    const leave = (e: KeyboardEvent) => {
      if (e.key === "Escape") void navigate({ search: (s) => ({ ...s, kiosk: undefined, rotate: undefined }) });
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [navigate]);
  const map = useQuery({
    ...read("/api/v1/map", {}, always),
    refetchInterval: pace,
    refetchIntervalInBackground: true,
  });
  if (!map.data)
    return <div className={classes.wall}>{map.isError ? <ProblemPanel error={map.error} /> : <Waiting />}</div>;
  const pages = pagesOf(map.data, line);
  const page = pages[Math.floor((now - began) / 1000 / rotate) % Math.max(1, pages.length)];
  return (
    <div className={classes.wall} data-old={now - map.dataUpdatedAt > old || undefined}>
      {page ? <Page page={page} map={map.data} /> : <Nothing />}
      <Foot page={page} pages={pages} map={map.data} received={map.dataUpdatedAt} now={now} />
    </div>
  );
}

function Nothing() {
  const t = useMessages(messages);
  return (
    <div>
      <h1 className={classes.title}>{t.none}</h1>
      <p className={classes.text}>{t.noneFix}</p>
    </div>
  );
}

function Page({ page, map }: { page: WallPage; map: FactoryMap }) {
  if (page.kind === "overview") return <Overview map={map} />;
  const b = page.line.bottleneck;
  return (
    <>
      <h1 className={classes.title}>
        {page.line.name ?? page.line.code}
        {page.of[1] > 1 ? <small> {page.of.join("/")}</small> : null}
      </h1>
      <div
        className={classes.tiles}
        style={{ gridTemplateColumns: `repeat(${columnsFor(page.stations.length)}, 1fr)` }}
      >
        {page.stations.map((s) => (
          <Tile key={s.code} station={s} takt={page.line.takt} bottleneck={b?.station === s.code} now={map.at} />
        ))}
      </div>
    </>
  );
}

interface TileProps {
  station: Station;
  takt: number | undefined;
  bottleneck: boolean;
  now: string;
}

function Tile({ station: s, takt, bottleneck, now }: TileProps) {
  const t = useMessages(messages);
  const { icon: StateIcon, tone } = states[s.state.state];
  const call = s.calls[0];
  return (
    <section
      className={classes.tile}
      data-tone={tone}
      data-bottleneck={bottleneck || undefined}
      data-station={s.code}
      aria-label={s.code}
    >
      <div className={classes.tileHead}>
        <b>{s.code}</b>
        {bottleneck ? <IconFlag3Filled role="img" aria-label={t.bottleneck} /> : null}
      </div>
      <div className={classes.tileName}>{s.name}</div>
      <div className={classes.tileState}>
        <StateIcon aria-hidden />
        <span>{t[s.state.state]}</span>
      </div>
      {s.cycle ? (
        <div className={classes.tileCycle} data-over={(takt !== undefined && s.cycle > takt) || undefined}>
          {t.cycle} <b>{clock(s.cycle)}</b>
        </div>
      ) : null}
      {s.waiting > 0 ? (
        <div
          className={classes.tileQueue}
          role="img"
          aria-label={t.waiting(s.waiting, s.oldest ? lasting(s.oldest, now) : "")}
        >
          <IconStack2 aria-hidden />
          <b>{s.waiting}</b>
          {s.oldest ? briefly(s.oldest, now) : null}
        </div>
      ) : null}
      {call ? (
        <div className={classes.tileCall}>
          <IconBellRinging aria-hidden /> {t.called(t[call.kind === "maintenance" ? "maintenance-call" : call.kind])}
        </div>
      ) : null}
    </section>
  );
}

function Overview({ map }: { map: FactoryMap }) {
  const t = useMessages(messages);
  const format = useFormat();
  const site = useMe().site;
  const b = map.bottleneck;
  return (
    <>
      <h1 className={classes.title}>{site.name ?? t.title}</h1>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t.line}</th>
            <th scope="col">{t.inWorkHead}</th>
            <th scope="col">{t.waitingHead}</th>
            <th scope="col">{t.notWell}</th>
            <th scope="col">{t.calls}</th>
          </tr>
        </thead>
        <tbody>
          {map.lines.map((l) => {
            const own = map.stations.filter((s) => s.line === l.code);
            const ill = own.filter((s) => ["stop", "check"].includes(states[s.state.state].tone));
            const calls = own.reduce((n, s) => n + s.calls.length, 0);
            return (
              <tr key={l.code}>
                <th scope="row">{l.name ?? l.code}</th>
                <td>{l.inWork}</td>
                <td>{l.waiting}</td>
                <td data-tone={ill.length > 0 ? "check" : undefined}>
                  {ill.length > 0 ? ill.map((s) => s.code).join(", ") : "–"}
                </td>
                <td data-tone={calls > 0 ? "stop" : undefined}>{calls > 0 ? calls : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={classes.text}>
        <b>{b ? t.isBottleneck(b.station) : t.noBottleneck}.</b>{" "}
        {b ? reasons(b, map.at, t, format).slice(0, 3).join(" ") : t.noBottleneckText}
      </p>
    </>
  );
}

interface FootProps {
  page: WallPage | undefined;
  pages: WallPage[];
  map: FactoryMap;
  received: number;
  now: number;
}

function Foot({ page, pages, map, received, now }: FootProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const age = Math.max(0, Math.round((now - received) / 1000));
  const lost = now - received > old;
  const b = page?.kind === "line" ? page.line.bottleneck : undefined;
  return (
    <footer className={classes.foot} data-old={lost || undefined}>
      <span role="status" data-age={age}>
        {lost ? <IconPlugConnectedX aria-hidden /> : null}
        {lost
          ? t.lost(format.time(received), lasting(new Date(received).toISOString(), new Date(now).toISOString()))
          : t.dataAge(age)}
      </span>
      {b ? <span className={classes.footWhy}>{t.isBottleneck(b.station)}</span> : null}
      <span className={classes.clock}>{format.time(Date.parse(map.at) + (now - received))}</span>
      {pages.length > 1 ? (
        <span className={classes.dots} aria-hidden>
          {pages.map((p, i) => (
            <i key={i} data-on={p === page || undefined} />
          ))}
        </span>
      ) : null}
    </footer>
  );
}
