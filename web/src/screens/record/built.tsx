import { Badge, Text } from "@mantine/core";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import type { Schemas } from "@/api/call";
import { things } from "@/app/things";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ObjectLink } from "@/ui/object";
import { useBuilt, useTree, type Detail } from "./data";
import { messages } from "./messages";
import classes from "./record.module.css";
import { Section } from "./section";

type Part = Schemas["BuiltPart"];
type Line = Schemas["BuiltLine"];
type Node = Schemas["TreeNode"];

/** What is inside, beside what should be: line by line, with what is too much, instead, or no longer there. */
export function AsBuilt({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const built = useBuilt(o.id);
  const tree = useTree(o.id);
  const below = new Map<string, Node[]>();
  const nodes = (tree.data?.nodes ?? []).filter((n) => n.edge.kind !== "received"); // a delivery is inside of nothing
  for (const n of nodes) below.set(n.edge.parent, [...(below.get(n.edge.parent) ?? []), n]);
  const inside = (below.get(o.id) ?? []).filter((n) => n.edge.kind === "packed" || n.edge.kind === "split");
  if (built.data && built.data.lines.length + built.data.parts.length === 0 && inside.length > 0) {
    return (
      <Section id="built" title={t.contents} count={String(inside.length)}>
        <div className={`card ${classes.scroll ?? ""}`} tabIndex={0} role="region" aria-label={t.contents}>
          <Contents nodes={inside} below={below} />
        </div>
      </Section>
    );
  }
  if (built.data?.lines.length === 0 && built.data.parts.length === 0 && o.kind !== "unit") return null;
  return (
    <Section id="built" title={t.built}>
      <Answer of={built}>
        {(b) =>
          b.lines.length + b.parts.length === 0 ? (
            <Empty title={t.bare}>{b.defined ? t.bareBought : t.bareUndefined}</Empty>
          ) : (
            <Lines built={b} below={below} />
          )
        }
      </Answer>
      {tree.data?.cut ? <Text c="var(--text-check)">{tree.data.cut}</Text> : null}
    </Section>
  );
}

function Lines({ built: b, below }: { built: Schemas["Built"]; below: Map<string, Node[]> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const of = (line: string) => b.parts.filter((p) => (p.edge.bomLine ?? "") === line);
  const known = new Set(b.lines.map((l) => l.line));
  const others = b.parts.filter((p) => !known.has(p.edge.bomLine ?? ""));
  return (
    <div className={`card ${classes.scroll ?? ""}`} tabIndex={0} role="region" aria-label={t.built}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t.line}</th>
            <th scope="col">{t.designed}</th>
            <th scope="col">{t.actual}</th>
            <th scope="col">{t.state}</th>
          </tr>
        </thead>
        <tbody>
          {b.lines.map((l) => (
            <tr key={l.line}>
              <td>{l.line}</td>
              <td className="world">
                {format.quantity(l.wanted)} × <b>{l.part}</b> {l.name}
                <Text size="sm" c="dimmed">
                  {[l.operation, l.positions?.join(", "), l.alternates && t.orAlternate(l.alternates.join(", "))]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </td>
              <td>
                {of(l.line).map((p) => (
                  <Piece
                    key={`${String(p.edge.entry)}.${String(p.edge.line)}.${p.edge.child}`}
                    part={p}
                    below={below}
                  />
                ))}
              </td>
              <td>
                <LineState line={l} />
              </td>
            </tr>
          ))}
          {others.map((p) => (
            <tr key={`${String(p.edge.entry)}.${String(p.edge.line)}.${p.edge.child}`}>
              <td>–</td>
              <td>{b.defined ? t.noLine : t.noBill}</td>
              <td>
                <Piece part={p} below={below} />
              </td>
              <td>{p.extra ? <Mark tone="stop">{t.extra}</Mark> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Mark({ tone, children }: { tone: "stop" | "check"; children: string }) {
  return (
    <Badge
      tt="none"
      color={tone === "stop" ? "red" : "yellow"}
      c={tone === "stop" ? "var(--text-stop)" : "var(--text-check)"}
    >
      {children}
    </Badge>
  );
}

function LineState({ line: l }: { line: Line }) {
  const t = useMessages(messages);
  const [has, wants] = [Number(l.built), Number(l.wanted)];
  if (l.missing) return <Mark tone="stop">{has > 0 ? t.short : t.missing}</Mark>;
  if (has > wants) return <Mark tone="check">{t.over}</Mark>;
  if (has === wants) return <>{t.complete}</>;
  return <Text c="dimmed">{l.capture === "backflush" ? t.byBook : t.notYet}</Text>;
}

/** One thing that went in; struck through where it came out again. */
function Piece({ part: p, below }: { part: Part; below: Map<string, Node[]> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useMessages(things) as Record<string, string>;
  const out = p.edge.to;
  const name = (
    <>
      <ObjectLink of={p.object} /> <span className="world">{p.object.part}</span>
      {p.edge.quantity ? ` · ${format.quantity(p.edge.quantity, p.edge.unit)}` : ""}
      {p.edge.position ? ` · ${p.edge.position}` : ""}
    </>
  );
  const inner = out ? [] : (below.get(p.object.id) ?? []);
  return (
    <div>
      {out ? <del>{name}</del> : name} {p.alternate ? <Mark tone="check">{t.alternate}</Mark> : null}
      {p.voided ? <Mark tone="check">{t.voided}</Mark> : null}
      {p.edge.possible ? <Mark tone="check">{t.possible}</Mark> : null}{" "}
      <Text span size="sm" c="dimmed" className="world">
        {out ? t.takenOut(format.dateTime(out)) : p.joined ? t.joined : format.dateTime(p.edge.from ?? "")}
        {p.edge.station ? ` · ${p.edge.station}` : ""}
        {p.edge.possible ? ` · ${p.edge.possible}` : ""}
        {p.life === "scrapped" ? ` · ${words["scrapped"] ?? ""}` : ""}
      </Text>
      <Inner nodes={inner} below={below} />
    </div>
  );
}

/** How deep what is inside of what is inside is listed. */
const deepest = 6;

function Inner({ nodes, below, depth = 1 }: { nodes: readonly Node[]; below: Map<string, Node[]>; depth?: number }) {
  const t = useMessages(messages);
  if (nodes.length === 0 || depth > deepest) return null;
  return (
    <ul className={classes.inner}>
      {nodes.map((n) => (
        <li key={`${String(n.edge.entry)}.${String(n.edge.line)}.${n.edge.child}`}>
          <ObjectLink of={n.object} />{" "}
          <Text span size="sm" c="dimmed" className="world">
            {n.object.part} {n.edge.position ? `· ${n.edge.position}` : ""} {n.edge.possible ? `· ${t.possible}` : ""}
          </Text>
          <Inner nodes={below.get(n.object.id) ?? []} below={below} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

function Contents({ nodes, below }: { nodes: readonly Node[]; below: Map<string, Node[]> }) {
  const format = useFormat();
  const t = useMessages(messages);
  const words = useMessages(things) as Record<string, string>;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{words["name"]}</th>
          <th scope="col">{words["part"]}</th>
          <th scope="col" data-numeric>
            {t.quantity}
          </th>
          <th scope="col">{t.since}</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((n) => (
          <tr key={`${String(n.edge.entry)}.${String(n.edge.line)}.${n.edge.child}`}>
            <td>
              <ObjectLink of={n.object} />
              {n.object.kind === "package" ? <Inner nodes={below.get(n.object.id) ?? []} below={below} /> : null}
            </td>
            <td className="world">{n.object.part}</td>
            <td data-numeric>{n.edge.quantity ? format.quantity(n.edge.quantity, n.edge.unit) : "1"}</td>
            <td>{n.edge.from ? format.dateTime(n.edge.from) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
