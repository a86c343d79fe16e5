import { Badge, Button, Group, Menu, Select, Stack, Text } from "@mantine/core";
import { IconDownload, IconHandStop } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useSettings } from "@/app/settings";
import { things } from "@/app/things";
import { saveTable } from "@/ui/csv";
import { Empty } from "@/ui/empty";
import { Filter } from "@/ui/filter";
import { ScreenLink } from "@/ui/link";
import { DataTable, type Column } from "@/ui/table";
import { whole } from "@/ui/whole";
import { byPlace, nameOf, placeKey, sure, type Node, type Trace } from "./affected";
import { fileOf, selectionOf, type queryOf } from "./asked";
import { HoldDialog } from "./hold";
import { messages } from "./messages";
import { traceRoute, type Search } from "./route";

interface Props {
  trace: Trace;
  nodes: readonly Node[];
  query: NonNullable<ReturnType<typeof queryOf>>;
}

type Words = Record<string, string>;

/** The forms in which the server gives all that was found. */
const files = ["xlsx", "csv", "pdf", "epcis"] as const;

/** Lists what was found: where it is now, counted, then each with how it is affected. */
export function Affected({ trace, nodes, query }: Props) {
  const t = useMessages(messages);
  const words = useMessages(things) as Words;
  const asked = traceRoute.useSearch();
  const { place, kind, filter, sort } = asked;
  const navigate = traceRoute.useNavigate();
  const holds = may(useMe(), "quality");
  const format = useFormat();
  const { language } = useSettings();
  const where = selectionOf(asked);
  const first = trace.nodes[0]?.object;
  const title = where || !first ? t.fitting(format.number(trace.starts)) : nameOf(first);
  const [stopping, setStopping] = useState(false);
  const search = (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const names = useMemo(() => new Map(trace.nodes.map((n) => [n.object.id, nameOf(n.object)])), [trace]);
  const rows = useMemo(() => {
    const wanted = filter?.toLowerCase() ?? "";
    return nodes.filter(
      (n) =>
        (!place || placeKey(n) === place) &&
        (!kind || n.object.kind === kind) &&
        `${nameOf(n.object)} ${n.object.part ?? ""}`.toLowerCase().includes(wanted),
    );
  }, [nodes, place, kind, filter]);
  const columns = useColumns(names);
  const kinds = [...new Set(nodes.map((n) => n.object.kind ?? ""))].filter((k) => k !== "");
  return (
    <Stack>
      <Places nodes={nodes} chosen={place} choose={(key) => search({ place: key })} />
      <Group align="end">
        <Filter
          label={t.filter}
          placeholder={t.filterHint}
          miw={220}
          value={filter}
          onFilter={(text) => search({ filter: text })}
        />
        <Select
          label={t.kinds}
          placeholder={t.allKinds}
          clearable
          data={kinds.map((k) => ({ value: k, label: words[k] ?? k }))}
          value={kind ?? null}
          onChange={(value) => search({ kind: value ?? undefined })}
        />
        {holds && trace.direction === "forward" ? (
          <Button leftSection={<IconHandStop size={18} aria-hidden />} onClick={() => setStopping(true)}>
            {t.hold}
          </Button>
        ) : null}
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
              {t.save}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {files.map((form) => (
              <Menu.Item key={form} component="a" href={fileOf(query, form, language)} download>
                {t[`file-${form}`]}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => saveTable(`trace-${title}.csv`, sheet(rows, names))}>
              {t.listed(format.number(rows.length))}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <DataTable
        label={t.title}
        rows={rows}
        columns={columns}
        rowKey={(n) => n.object.id}
        sort={sort}
        onSort={(by) => search({ sort: by })}
        empty={
          <Empty title={t.noMatch}>
            <ScreenLink
              to="/trace"
              search={(old) => ({ ...old, place: undefined, kind: undefined, filter: undefined })}
            >
              {t.showAll}
            </ScreenLink>
          </Empty>
        }
      />
      {stopping ? (
        <HoldDialog
          source={title}
          all={trace.starts}
          args={where ? { where } : { objects: trace.nodes.slice(0, trace.starts).map((n) => n.object.id) }}
          nodes={rows}
          close={() => setStopping(false)}
        />
      ) : null}
    </Stack>
  );
}

function useColumns(names: ReadonlyMap<string, string>): Column<Node>[] {
  const t = useMessages(messages);
  const words = useMessages(things) as Words;
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: words["name"] ?? "",
        value: (n) => nameOf(n.object),
        cell: (n) => (
          <ScreenLink
            to="/trace"
            search={(old) => ({ of: n.object.id, direction: old.direction })}
            size="sm"
            className="world"
            style={whole(nameOf(n.object))}
          >
            <b>{nameOf(n.object)}</b>
          </ScreenLink>
        ),
      },
      {
        id: "part",
        header: words["part"] ?? "",
        value: (n) => n.object.part,
        cell: (n) => (
          <>
            {n.object.part}{" "}
            <Text span size="sm" c="dimmed">
              {words[n.object.kind ?? ""]}
            </Text>
          </>
        ),
      },
      {
        id: "certainty",
        header: t.certainty,
        value: (n) => (sure(n) ? 0 : 1),
        numeric: false,
        cell: (n) => <Certainty node={n} />,
      },
      {
        id: "where",
        header: t.where,
        value: (n) => n.place,
        cell: (n) => (
          <span className="world">
            {n.place ?? t.nowhere}{" "}
            <Text span size="sm" c="dimmed">
              {words[n.life] ?? n.life}
            </Text>
          </span>
        ),
      },
      { id: "path", header: t.path, cell: (n) => <Path node={n} names={names} /> },
      {
        id: "since",
        header: t.since,
        value: (n) => n.edge?.from,
        cell: (n) => (n.edge?.from ? format.dateTime(n.edge.from) : "–"),
      },
    ],
    [t, words, format, names],
  );
}

function Certainty({ node }: { node: Node }) {
  const t = useMessages(messages);
  if (node.removed)
    return (
      <Badge tt="none" variant="outline" color="gray" c="dimmed">
        {t.removed}
      </Badge>
    );
  if (node.proven) return <>{t.proven}</>;
  return (
    <span>
      <Badge tt="none" variant="outline" color="yellow" c="var(--text-check)">
        {t.possible}
      </Badge>{" "}
      <Text span size="sm" className="world">
        {node.possible}
      </Text>
    </span>
  );
}

function Path({ node, names }: { node: Node; names: ReadonlyMap<string, string> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const e = node.edge;
  const from = names.get(node.from ?? "") ?? node.from;
  if (!node.from) return <>{t.fits}</>;
  return (
    <span className="world">
      {from}
      {e?.quantity ? ` · ${format.quantity(e.quantity, e.unit)}` : ""}
      {e?.operation ? ` · ${e.operation}` : ""}
      {e?.station ? ` @ ${e.station}` : ""}
      {node.joined ? ` · ${t.joined}` : ""}
    </span>
  );
}

interface PlacesProps {
  nodes: readonly Node[];
  chosen: string | undefined;
  choose: (key: string | undefined) => void;
}

/** How much is where. Each count picks its rows of the table. */
function Places({ nodes, chosen, choose }: PlacesProps) {
  const t = useMessages(messages);
  const words = useMessages(things) as Words;
  const format = useFormat();
  return (
    <Group gap="xs" role="group" aria-label={t.where}>
      {byPlace(nodes).map((c) => {
        const key = placeKey(c);
        const on = chosen === key;
        return (
          <Button
            key={key}
            size="compact-md"
            variant={on ? "filled" : "default"}
            aria-pressed={on}
            onClick={() => choose(on ? undefined : key)}
          >
            <b>{format.number(c.n)}</b>&nbsp;<span className="world">{c.place || t.nowhere}</span>
            &nbsp;<small>{words[c.life] ?? c.life}</small>
          </Button>
        );
      })}
    </Group>
  );
}

/** The rows as a spreadsheet has them, with the names of the fields of the API. */
function sheet(rows: readonly Node[], names: ReadonlyMap<string, string>): string[][] {
  const head = [
    "name",
    "kind",
    "part",
    "maker",
    "proven",
    "possible",
    "removed",
    "place",
    "life",
    "from",
    "station",
    "since",
  ];
  return [
    head,
    ...rows.map((n) => [
      nameOf(n.object),
      n.object.kind ?? "",
      n.object.part ?? "",
      n.object.maker ?? "",
      String(n.proven),
      n.possible ?? "",
      String(n.removed ?? false),
      n.place ?? "",
      n.life,
      names.get(n.from ?? "") ?? "",
      n.edge?.station ?? "",
      n.edge?.from ?? "",
    ]),
  ];
}
