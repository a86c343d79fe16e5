import {
  BaseEdge,
  EdgeLabelRenderer,
  getSmoothStepPath,
  Handle,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { Button, Text, useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconArrowBackUp, IconDeviceDesktop, IconPuzzle, IconRulerMeasure } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import type { Characteristic, Definition, Route } from "@/plant/definition";
import classes from "./graph.module.css";
import { arrowsOf, boxesOf, namedComponents, namedValues, width, type Arrow, type Box } from "./layout";
import { words } from "./words";

/** The way back to a row above: between the rows, and up between the columns, so that it crosses no box. */
function upwards({ sourceX, sourceY, targetX, targetY }: Record<`${"source" | "target"}${"X" | "Y"}`, number>) {
  const between = sourceY - 20;
  const beside = targetX + width / 4 + 22;
  const over = targetY - 24;
  const path = `M${sourceX} ${sourceY}V${between}H${beside}V${over}H${targetX}V${targetY}`;
  return [path, (sourceX + beside) / 2, between] as const;
}

type OperationNode = Node<{ box: Box; edit: (() => void) | undefined }, "operation">;
type ArrowEdge = Edge<{ arrow: Arrow }, "arrow">;

/** How far below the upper side of a box an arrow comes in from beside, in pixels. */
const level = 46;

const nodeTypes = { operation: Operation };
const edgeTypes = { arrow: ArrowLine };

interface Props {
  definition: Definition;
  route: Route;
  /** Changes an operation; undefined for those who may not. */
  edit: ((code: string) => void) | undefined;
}

/** Draws a route: its operations with their stations, components and values, and the ways between them. */
export function RouteGraph({ definition, route, edit }: Props) {
  const t = useMessages(words);
  const scheme = useComputedColorScheme("light");
  const { ref, width: room } = useElementSize();
  const boxes = useMemo(() => boxesOf(definition, route, room - 32), [definition, route, room]);
  const nodes = boxes.map((box): OperationNode => ({
    id: box.operation.code,
    type: "operation",
    position: { x: box.x + 16, y: box.y + 40 },
    width,
    height: box.height,
    data: { box, edit: edit ? () => edit(box.operation.code) : undefined },
  }));
  const edges = arrowsOf(route).map((arrow, i): ArrowEdge => {
    const [from, to] = [arrow.from, arrow.to].map((code) => boxes.find((b) => b.operation.code === code));
    const beside = from !== undefined && to !== undefined && from.y === to.y && arrow.kind === "next";
    return {
      id: `a${i}`,
      type: "arrow",
      source: arrow.from,
      target: arrow.to,
      sourceHandle: beside ? "right" : arrow.kind === "next" ? "bottom" : "over",
      targetHandle: beside ? "left" : arrow.kind === "rework" ? "back" : "top",
      data: { arrow },
    };
  });
  const height = Math.max(...boxes.map((b) => b.y + b.height), 0) + 72;
  return (
    <figure ref={ref} className={`card ${classes.figure ?? ""}`} style={{ height }} aria-label={t.drawn(route.code)}>
      {room > 0 ? (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={scheme}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          panOnDrag={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          style={{ background: "transparent" }}
          proOptions={{ hideAttribution: true }}
        />
      ) : null}
    </figure>
  );
}

function Operation({ data: { box, edit } }: NodeProps<OperationNode>) {
  const t = useMessages(words);
  const { operation: o, stations, components } = box;
  const values = o.characteristics ?? [];
  return (
    <div className={classes.operation} data-optional={o.optional}>
      <Handle
        id="left"
        type="target"
        position={Position.Left}
        className={classes.handle ?? ""}
        style={{ top: level }}
      />
      <Handle id="top" type="target" position={Position.Top} className={classes.handle ?? ""} />
      <Handle
        id="over"
        type="source"
        position={Position.Top}
        className={classes.handle ?? ""}
        style={{ left: "75%" }}
      />
      <Handle
        id="back"
        type="target"
        position={Position.Top}
        className={classes.handle ?? ""}
        style={{ left: "75%" }}
      />
      <Handle
        id="right"
        type="source"
        position={Position.Right}
        className={classes.handle ?? ""}
        style={{ top: level }}
      />
      <Handle id="bottom" type="source" position={Position.Bottom} className={classes.handle ?? ""} />
      <div className={classes.head}>
        <b>{o.code}</b>
        {edit ? (
          <Button size="compact-xs" variant="subtle" onClick={edit} aria-label={t.editThing(o.code)}>
            {t.edit}
          </Button>
        ) : null}
      </div>
      <Text size="sm" truncate title={o.name}>
        {o.name ?? " "}
      </Text>
      <Line icon={IconDeviceDesktop} warn={stations.length === 0}>
        {stations.length === 0 ? t.nowhere : stations.join(", ")}
        {o.optional ? ` · ${t.optional}` : ""}
      </Line>
      {components.slice(0, namedComponents).map((c) => (
        <Line key={c} icon={IconPuzzle}>
          {c}
        </Line>
      ))}
      {components.length > namedComponents ? <Line>{t.further(components.length - namedComponents)}</Line> : null}
      {values.slice(0, namedValues).map((c) => (
        <Line key={c.code} icon={IconRulerMeasure}>
          {c.code} {limits(c)}
        </Line>
      ))}
      {values.length > namedValues ? <Line>{t.further(values.length - namedValues)}</Line> : null}
    </div>
  );
}

interface LineProps {
  icon?: typeof IconPuzzle;
  warn?: boolean;
  children: ReactNode;
}

function Line({ icon: Icon, warn = false, children }: LineProps) {
  return (
    <div className={classes.line} data-warn={warn}>
      {Icon ? <Icon size={14} aria-hidden /> : <span className={classes.space} />}
      <span>{children}</span>
    </div>
  );
}

/** The limits of a value, as they are written in drawings: 4.8 … 5.2. */
export function limits(c: Characteristic): string {
  if (c.lower !== undefined && c.upper !== undefined) return `${c.lower} … ${c.upper}`;
  if (c.lower !== undefined) return `≥ ${c.lower}`;
  return c.upper === undefined ? "" : `≤ ${c.upper}`;
}

function ArrowLine({
  id,
  data,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<ArrowEdge>) {
  const kind = data?.arrow.kind ?? "next";
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition };
  const up = kind === "rework" && sourceY - targetY > level;
  const [path, labelX, labelY] = up ? upwards(ends) : getSmoothStepPath({ ...ends, borderRadius: 10, offset: 24 });
  return (
    <>
      <defs>
        <marker
          id={`arrow-${id}`}
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          orient="auto-start-reverse"
        >
          <path d="M0 1 9 5 0 9z" className={classes.tip} data-kind={kind} />
        </marker>
      </defs>
      <BaseEdge
        path={path}
        markerEnd={`url(#arrow-${id})`}
        className={`${classes.arrow ?? ""} ${classes[kind] ?? ""}`}
      />
      {data?.arrow.label ? (
        <EdgeLabelRenderer>
          <div
            className={classes.label}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <IconArrowBackUp size={13} aria-hidden /> {data.arrow.label}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}
