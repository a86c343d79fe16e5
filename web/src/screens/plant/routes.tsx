import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useMessages } from "@/app/i18n";
import { stationsOf, type Characteristic, type Definition, type Operation, type Route } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { DataTable, type Column } from "@/ui/table";
import { RouteGraph, limits } from "./graph";
import { words } from "./words";
import { OperationForm } from "./operation-form";
import type { TabProps } from "./page";
import { Reworks } from "./reworks";
import { plantRoute } from "./route";

/** The routes: each as a drawing, and what is measured on it as a table. */
export function Routes({ definition, edits }: TabProps) {
  const t = useMessages(words);
  const search = plantRoute.useSearch();
  const navigate = plantRoute.useNavigate();
  const routes = definition.routes ?? [];
  const route = routes.find((r) => r.code === search.route) ?? routes[0];
  const [editing, setEditing] = useState<number>();
  if (!route) return <Empty title={t.noRoutes}>{t.noRoutesFix}</Empty>;
  const index = routes.indexOf(route);
  const made = (definition.parts ?? []).filter((p) => p.route === route.code);
  return (
    <Stack>
      <Group>
        {routes.length > 1 ? (
          <SegmentedControl
            aria-label={t.routes}
            data={routes.map((r) => ({ value: r.code, label: r.code }))}
            value={route.code}
            onChange={(code) => void navigate({ search: { tab: "routes", route: code }, replace: true })}
          />
        ) : null}
        <Text>
          {route.name ? <b>{route.name}. </b> : null}
          {made.length > 0 ? t.makes : t.makesNothing}{" "}
          {made.slice(0, 5).map((p, i) => (
            <span key={`${p.number} ${p.revision ?? ""}`}>
              {i > 0 ? ", " : null}
              <ScreenLink to="/plant" search={{ tab: "parts", part: `${p.number} ${p.revision ?? ""}`.trim() }}>
                {p.number}
              </ScreenLink>
            </span>
          ))}
          {made.length > 5 ? ` ${t.further(made.length - 5)}` : null}
        </Text>
        {edits ? (
          <Button variant="default" ms="auto" onClick={() => setEditing(route.operations.length)}>
            {t.addOperation}
          </Button>
        ) : null}
      </Group>
      <RouteGraph
        definition={definition}
        route={route}
        edit={edits ? (code) => setEditing(route.operations.findIndex((o) => o.code === code)) : undefined}
      />
      <Values definition={definition} route={route} />
      <Reworks definition={definition} route={index} edits={edits} />
      {editing === undefined ? null : (
        <OperationForm definition={definition} route={index} operation={editing} close={() => setEditing(undefined)} />
      )}
    </Stack>
  );
}

interface Row {
  operation: Operation;
  value: Characteristic;
}

/** What is measured and judged on a route, with its limits. */
function Values({ definition, route }: { definition: Definition; route: Route }) {
  const t = useMessages(words);
  const placed = useMemo(() => stationsOf(definition), [definition]);
  const rows = useMemo(
    () =>
      route.operations.flatMap((operation) => (operation.characteristics ?? []).map((value) => ({ operation, value }))),
    [route],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "operation",
        header: t.operation,
        cell: ({ operation: o }) => (
          <>
            <b>{o.code}</b> {o.name}
          </>
        ),
      },
      {
        id: "station",
        header: t.station,
        cell: ({ operation: o }) =>
          placed
            .filter((p) => p.station.operations?.includes(o.code))
            .map((p) => p.station.code)
            .join(", ") || "–",
      },
      {
        id: "value",
        header: t.value,
        cell: ({ value: c }) => (
          <>
            <b>{c.code}</b> {c.name}
          </>
        ),
      },
      { id: "limits", header: t.limits, cell: ({ value: c }) => limits(c) || t.judged },
      { id: "nominal", header: t.nominal, cell: ({ value: c }) => c.nominal ?? "–" },
      { id: "unit", header: t.uom, cell: ({ value: c }) => c.uom ?? "–" },
      { id: "count", header: t.count, numeric: true, cell: ({ value: c }) => c.count || 1 },
      {
        id: "must",
        header: t.must,
        cell: ({ value: c }) => [c.required ? t.required : t.free, c.ctq ? t.ctq : ""].filter(Boolean).join(", "),
      },
    ],
    [t, placed],
  );
  return (
    <DataTable
      label={t.values}
      rows={rows}
      columns={columns}
      rowKey={(r) => `${r.operation.code} ${r.value.code}`}
      empty={<Empty title={t.noValues}>{t.noValuesFix}</Empty>}
    />
  );
}
