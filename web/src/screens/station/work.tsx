import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";
import { taskOf, type Component, type Definition, type Value } from "./recipe";
import classes from "./station.module.css";

/** The definition that a unit is made by: that of its order's release, or the present one. */
export function useDefinition(order: string | undefined): Definition | undefined {
  const pinned = useQuery({ ...read("/api/v1/orders/{order}", { path: { order: order ?? "" } }), enabled: !!order });
  const version = pinned.data?.plant;
  const present = useQuery({ ...read("/api/v1/plant"), staleTime: 60_000 });
  const frozen = useQuery({
    ...read("/api/v1/plant/versions/{version}", { path: { version: version ?? 0 } }),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
  return (version === undefined ? present.data : frozen.data)?.definition as Definition | undefined;
}

/** A unit in work, with what is to go in and what is to be measured. */
export function Work({ visit }: { visit: Schemas["Visit"] }) {
  const t = useMessages(messages);
  const id = visit.object.id;
  const unit = useQuery(read("/api/v1/objects/{id}", { path: { id } }, always));
  const inside = useQuery(read("/api/v1/objects/{id}/tree", { path: { id } }, always));
  const measured = useQuery(read("/api/v1/objects/{id}/measurements", { path: { id }, query: { limit: 100 } }, always));
  const order = unit.data?.order;
  const progress = useQuery({
    ...read("/api/v1/orders/{order}", { path: { order: order ?? "" } }, always),
    enabled: !!order,
  });
  const definition = useDefinition(order);
  if (!unit.data || !definition) return null;
  const task = taskOf(definition, unit.data, visit, inside.data?.nodes ?? [], measured.data?.items ?? []);
  return (
    <section className={`card ${classes.panel ?? ""}`}>
      <h2 className="world">
        {visit.object.name ?? id} · {task.part}
      </h2>
      <div>
        {task.operation}
        {task.steps > 0 ? ` · ${t.step(task.step, task.steps)}` : ""}
        {visit.attempt > 1 ? ` · ${t.attempt(visit.attempt)}` : ""}
        {progress.data ? ` · ${t.order(progress.data.progress.good, progress.data.quantity)}` : ""}
      </div>
      {task.components.map((c) => (
        <ComponentRow key={c.line} component={c} />
      ))}
      {task.values.map((v) => (
        <ValueRow key={v.code} value={v} />
      ))}
    </section>
  );
}

function ComponentRow({ component: c }: { component: Component }) {
  const t = useMessages(messages);
  const complete = c.done >= c.wanted;
  return (
    <div className={classes.row}>
      <span>
        {c.name} {c.wanted > 1 ? `× ${c.wanted}` : ""}
      </span>
      <span className="world">{c.what.join(", ")}</span>
      {c.feed.length > 0 ? (
        <span>{t.from(c.feed.join(", "))}</span>
      ) : (
        <span className={complete ? classes.done : undefined}>
          {complete ? `✓ ${t.done}` : c.done > 0 ? `${c.done}/${c.wanted}` : t.missing}
        </span>
      )}
    </div>
  );
}

function ValueRow({ value: v }: { value: Value }) {
  const t = useMessages(messages);
  const format = useFormat();
  const good = v.results.filter((r) => r.outcome === "pass").length;
  return (
    <div className={classes.row}>
      <span>{v.name}</span>
      <small>
        {v.lower !== undefined || v.upper !== undefined
          ? t.limits(format.quantity(v.lower), format.quantity(v.upper))
          : ""}
      </small>
      <span>
        {v.results.length === 0 ? (v.required ? t.missing : "–") : null}
        {v.results.map((r) => (
          <span key={r.position ?? r.entry} className={r.outcome === "pass" ? classes.done : classes.bad}>
            {r.outcome === "pass" ? "✓ " : "✕ "}
            {r.value === undefined ? t[r.outcome] : format.quantity(r.value, r.unit)}{" "}
          </span>
        ))}
        {v.wanted > 1 ? ` ${good}/${v.wanted}` : ""}
      </span>
    </div>
  );
}

const shown = 5;

/** The units that were finished here last. */
export function Last({ station }: { station: string }) {
  const t = useMessages(messages);
  const format = useFormat();
  const visits = useQuery(read("/api/v1/visits", { query: { station, limit: 20 } }, always));
  if (!visits.data) return null;
  const ended = visits.data.items.filter((v) => v.ended !== undefined).slice(0, shown);
  return (
    <section className={`card ${classes.panel ?? ""}`}>
      <h2>{t.last}</h2>
      {ended.length === 0 ? t.nothingYet : null}
      {ended.map((v) => (
        <div key={v.startSeq} className={classes.row}>
          <b className="world">{v.object.name ?? v.object.id}</b>
          <span>{v.ended ? format.time(v.ended) : ""}</span>
          <span className={v.outcome === "pass" ? classes.done : classes.bad}>{t[v.outcome ?? "invalid"]}</span>
        </div>
      ))}
    </section>
  );
}
