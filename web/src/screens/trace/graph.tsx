import {
  Handle,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { ActionIcon, Button, Group, Stack, Text, Title, useComputedColorScheme } from "@mantine/core";
import { IconMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Schemas } from "@/api/call";
import { read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { things } from "@/app/things";
import { Answer } from "@/ui/answer";
import { certaintyOf, nameOf } from "./affected";
import type { queryOf } from "./asked";
import classes from "./graph.module.css";
import { graphWords } from "./graph-words";
import { messages } from "./messages";
import { traceRoute } from "./route";

type Graph = Schemas["TraceGraph"];
type Box = Schemas["TraceBox"];
type BoxNode = Node<{ box: Box }, "box">;

const nodeTypes = { box: BoxOf };

interface Props {
  query: NonNullable<ReturnType<typeof queryOf>>;
}

/** Draws what a trace has found: from the start at the left on, with what is alike in one box until it is opened. */
export function Drawing({ query }: Props) {
  const t = useMessages(graphWords);
  const { open } = traceRoute.useSearch();
  const navigate = traceRoute.useNavigate();
  const graph = useQuery({
    ...read("/api/v1/trace/graph", { query: { ...query, ...(open ? { open: open.split(",") } : {}) } }),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Stack gap="xs" component="section" aria-label={t.drawing}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t.drawing}
        </Title>
        {open ? (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => void navigate({ search: (old) => ({ ...old, open: undefined }), resetScroll: false })}
          >
            {t.closeGroups}
          </Button>
        ) : null}
      </Group>
      <Answer of={graph}>
        {(g) => (
          <>
            <ReactFlowProvider>
              <Figure graph={g} />
            </ReactFlowProvider>
            <details>
              <summary>{t.asList}</summary>
              <List graph={g} />
            </details>
          </>
        )}
      </Answer>
    </Stack>
  );
}

/** At first no box is too small to be read: what does not fit is moved to. */
const fitting = { padding: 0.05, maxZoom: 1, minZoom: 0.75 };

/** As high as the drawing, within what a screen has. */
function heightOf(g: Graph): number {
  const drawn = Math.max(...g.boxes.map((b) => b.y + g.height), 0);
  return Math.min(Math.max(drawn * 0.8 + 48, 200), 560);
}

function Figure({ graph: g }: { graph: Graph }) {
  const t = useMessages(graphWords);
  const format = useFormat();
  const scheme = useComputedColorScheme("light");
  const flow = useReactFlow();
  const nodes = useMemo(
    () =>
      g.boxes.map((box): BoxNode => ({
        id: box.key,
        type: "box",
        position: { x: box.x, y: box.y },
        width: g.width,
        height: g.height,
        data: { box },
      })),
    [g],
  );
  const edges = useMemo(
    () =>
      g.lines.map((line): Edge => ({
        id: `${line.from} ${line.to}`,
        source: line.from,
        target: line.to,
        style: { stroke: "var(--soft)", ...(line.proven ? {} : { strokeDasharray: "6 4" }) },
      })),
    [g],
  );
  const buttons = [
    [t.zoomIn, IconPlus, () => flow.zoomIn()],
    [t.zoomOut, IconMinus, () => flow.zoomOut()],
    [t.fit, IconMaximize, () => flow.fitView({ padding: 0.05 })],
  ] as const;
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t.drawn(format.number(g.drawn), format.number(g.total))}
        </Text>
        <Group gap={4}>
          {buttons.map(([label, Icon, act]) => (
            <ActionIcon
              key={label}
              variant="default"
              size="lg"
              aria-label={label}
              title={label}
              onClick={() => void act()}
            >
              <Icon size={18} aria-hidden />
            </ActionIcon>
          ))}
        </Group>
      </Group>
      <figure className={`card ${classes.figure ?? ""}`} style={{ height: heightOf(g) }} aria-label={t.drawing}>
        <ReactFlow
          key={g.boxes.length}
          defaultNodes={nodes}
          defaultEdges={edges}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          fitView
          fitViewOptions={fitting}
          minZoom={0.1}
          maxZoom={1.5}
          onlyRenderVisibleElements={false}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          style={{ background: "transparent" }}
          proOptions={{ hideAttribution: true }}
        />
      </figure>
      <Legend />
    </>
  );
}

/** Says of a box what of it is only possible; nothing of one that is proven. */
function useDoubt(): (b: Box) => string {
  const t = useMessages(messages);
  const format = useFormat();
  return (b) => {
    if (!b.possible) return "";
    return certaintyOf(b) === "possible"
      ? t.possible
      : t.mixed(format.number(b.members - b.possible), format.number(b.possible));
  };
}

/** What the edges of the boxes mean. */
function Legend() {
  const t = useMessages(graphWords);
  return (
    <ul className={classes.legend} aria-label={t.legend}>
      {(["proven", "mixed", "possible"] as const).map((certainty) => (
        <li key={certainty}>
          <span
            className={`${classes.box ?? ""} ${classes.swatch ?? ""}`}
            data-certainty={certainty}
            data-group={certainty === "mixed"}
            aria-hidden
          />
          {t[`legend-${certainty}`]}
        </li>
      ))}
    </ul>
  );
}

function BoxOf({ data: { box: b }, positionAbsoluteX: x, positionAbsoluteY: y }: NodeProps<BoxNode>) {
  const t = useMessages(graphWords);
  const format = useFormat();
  const flow = useReactFlow();
  const { open } = traceRoute.useSearch();
  const words = useMessages(things) as Record<string, string>;
  const members = format.number(b.members);
  const doubt = useDoubt()(b);
  const alike = b.object.part ?? words[b.object.kind ?? ""] ?? "";
  const props = {
    className: classes.box ?? "",
    "data-certainty": certaintyOf(b),
    "data-start": b.start === true,
    "data-group": b.group === true,
    // Whoever goes through the boxes by keyboard sees the one that has the focus.
    onFocus: (e: React.FocusEvent) => {
      if (e.target.matches(":focus-visible"))
        void flow.setCenter(x + 100, y + 32, { zoom: Math.max(flow.getZoom(), 0.6) });
    },
  };
  return (
    <>
      <Handle type="target" position={Position.Left} className={classes.handle ?? ""} />
      {b.group ? (
        <Link
          from={traceRoute.fullPath}
          search={(old) => ({ ...old, open: [...(open?.split(",") ?? []), b.key].join(",") })}
          resetScroll={false}
          aria-label={[t.openGroup(members, alike), doubt].filter(Boolean).join(": ")}
          {...props}
        >
          <Inside box={b} name={`${members} × ${alike}`} />
        </Link>
      ) : (
        <Link to="/objects/$id" params={{ id: b.object.id }} {...props}>
          <Inside box={b} name={nameOf(b.object)} />
        </Link>
      )}
      <Handle type="source" position={Position.Right} className={classes.handle ?? ""} />
    </>
  );
}

function Inside({ box: b, name }: { box: Box; name: string }) {
  const t = useMessages(graphWords);
  const format = useFormat();
  const words = useMessages(things) as Record<string, string>;
  const certainty = certaintyOf(b);
  const doubt = useDoubt()(b);
  const state = [b.place ?? (b.group ? t.several : undefined), b.life ? (words[b.life] ?? b.life) : undefined];
  return (
    <>
      <span className={`world ${classes.name ?? ""}`} data-removed={b.removed === true}>
        {name}
      </span>
      <span className={`world ${classes.soft ?? ""}`}>
        {certainty === "mixed" ? doubt : [b.group ? "" : b.object.part, words[b.object.kind ?? ""]].join(" ")}
        {certainty === "possible" ? ` · ${doubt}` : ""}
      </span>
      <span className={`world ${classes.soft ?? ""}`}>
        {b.hidden ? t.hidden(format.number(b.hidden)) : state.filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

/** The boxes in words, each with where it leads to. */
function List({ graph: g }: { graph: Graph }) {
  const t = useMessages(graphWords);
  const format = useFormat();
  const words = useMessages(things) as Record<string, string>;
  const doubtOf = useDoubt();
  const name = (b: Box) =>
    b.group ? `${format.number(b.members)} × ${b.object.part ?? words[b.object.kind ?? ""] ?? ""}` : nameOf(b.object);
  const names = new Map(
    g.boxes.map((b) => {
      const doubt = doubtOf(b);
      return [b.key, name(b) + (doubt ? ` (${doubt})` : "")];
    }),
  );
  return (
    <ul>
      {g.boxes.map((b) => {
        const to = g.lines.filter((l) => l.from === b.key).map((l) => names.get(l.to) ?? "");
        const own = names.get(b.key) ?? "";
        return (
          <li key={b.key} className="world">
            {to.length > 0 ? t.leadsTo(own, to.join(", ")) : own}
          </li>
        );
      })}
    </ul>
  );
}
