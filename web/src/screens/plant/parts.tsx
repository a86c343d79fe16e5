import { Button, CloseButton, Group, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useMessages } from "@/app/i18n";
import type { BillLine, Definition, Part } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { Filter } from "@/ui/filter";
import { ScreenLink } from "@/ui/link";
import { DataTable, type Column } from "@/ui/table";
import { words } from "./words";
import type { TabProps } from "./page";
import { PartForm } from "./part-form";
import { plantRoute, type Search } from "./route";

/** Number and revision of a part, as they stand in the address. */
const keyOf = (p: Part) => `${p.number} ${p.revision ?? ""}`.trim();

/** The parts that are made and bought, each with its bill of material. */
export function Parts({ definition, edits }: TabProps) {
  const t = useMessages(words);
  const { part, filter, sort } = plantRoute.useSearch();
  const navigate = plantRoute.useNavigate();
  const search = (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const [editing, setEditing] = useState<number>();
  const parts = useMemo(() => definition.parts ?? [], [definition]);
  const rows = useMemo(() => {
    const wanted = filter?.toLowerCase() ?? "";
    const text = (p: Part) => [p.number, p.revision, p.name, p.gtin, p.route].join(" ").toLowerCase();
    return parts.filter((p) => text(p).includes(wanted));
  }, [parts, filter]);
  const columns = useMemo<Column<Part>[]>(
    () => [
      {
        id: "number",
        header: t.part,
        value: keyOf,
        cell: (p) => (
          <ScreenLink to="/plant" search={(old) => ({ ...old, tab: "parts", part: keyOf(p) })} size="sm">
            <b>{p.number}</b> {p.revision ?? ""}
          </ScreenLink>
        ),
      },
      { id: "name", header: t.name, value: (p) => p.name, cell: (p) => p.name ?? "–" },
      {
        id: "tracking",
        header: t.tracking,
        value: (p) => p.tracking ?? "serial",
        cell: (p) => (p.phantom ? t.phantom : t[`tracking-${p.tracking ?? "serial"}`]),
      },
      { id: "uom", header: t.uom, value: (p) => p.uom, cell: (p) => p.uom ?? t.pieces },
      {
        id: "route",
        header: t.route,
        value: (p) => p.route,
        cell: (p) =>
          p.route ? (
            <ScreenLink to="/plant" search={{ tab: "routes", route: p.route }} size="sm">
              {p.route}
            </ScreenLink>
          ) : (
            t.bought
          ),
      },
      { id: "bom", header: t.lines, numeric: true, value: (p) => p.bom?.length, cell: (p) => p.bom?.length ?? "–" },
      { id: "gtin", header: t.gtin, value: (p) => p.gtin, cell: (p) => p.gtin ?? "–" },
    ],
    [t],
  );
  const shown = parts.find((p) => keyOf(p) === part);
  return (
    <Stack>
      <Group align="end">
        <Filter
          label={t.filter}
          placeholder={t.partFilterHint}
          miw={240}
          value={filter}
          onFilter={(value) => search({ filter: value })}
        />
        {edits ? (
          <Button variant="default" ms="auto" onClick={() => setEditing(parts.length)}>
            {t.addPart}
          </Button>
        ) : null}
      </Group>
      {shown ? (
        <Bill
          part={shown}
          definition={definition}
          close={() => search({ part: undefined })}
          edit={edits ? () => setEditing(parts.indexOf(shown)) : undefined}
        />
      ) : null}
      <DataTable
        label={t.parts}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        sort={sort}
        onSort={(by) => search({ sort: by })}
        empty={
          <Empty title={parts.length === 0 ? t.noParts : t.noMatch}>
            {parts.length === 0 ? (
              t.noPartsFix
            ) : (
              <ScreenLink to="/plant" search={{ tab: "parts" }}>
                {t.clear}
              </ScreenLink>
            )}
          </Empty>
        }
      />
      {editing === undefined ? null : (
        <PartForm definition={definition} index={editing} close={() => setEditing(undefined)} />
      )}
    </Stack>
  );
}

interface BillProps {
  part: Part;
  definition: Definition;
  close: () => void;
  edit: (() => void) | undefined;
}

/** What goes into a part, and where it goes into others. */
function Bill({ part, definition, close, edit }: BillProps) {
  const t = useMessages(words);
  const all = definition.parts ?? [];
  const users = all.filter((p) => p.bom?.some((l) => l.part === part.number || l.alternates?.includes(part.number)));
  const name = (number: string) => all.findLast((p) => p.number === number)?.name ?? "";
  const columns: Column<BillLine>[] = [
    { id: "line", header: t.line, cell: (l) => l.line },
    {
      id: "part",
      header: t.component,
      cell: (l) => (
        <>
          <b>{l.part}</b> {name(l.part)}
          {l.alternates?.length ? ` (${t.or} ${l.alternates.join(", ")})` : ""}
        </>
      ),
    },
    { id: "quantity", header: t.quantity, numeric: true, cell: (l) => l.quantity ?? "1" },
    { id: "operation", header: t.operation, cell: (l) => l.operation ?? t.anywhere },
    { id: "use", header: t.use, cell: (l) => t[`use-${l.use ?? "install"}`] },
    { id: "capture", header: t.capture, cell: (l) => t[`capture-${l.capture ?? "scan-each"}`] },
    { id: "feed", header: t.feed, cell: (l) => l.feed?.join(", ") ?? "–" },
  ];
  return (
    <Stack className="card" p="md" gap="sm">
      <Group>
        <Title order={2} size="h4">
          {keyOf(part)} {part.name}
        </Title>
        <Group ms="auto" gap="xs">
          {edit ? (
            <Button variant="default" size="compact-md" onClick={edit}>
              {t.edit}
            </Button>
          ) : null}
          <CloseButton aria-label={t.closeDetail} onClick={close} />
        </Group>
      </Group>
      {part.serials ? (
        <Text size="sm">
          {t.serials}: <code>{part.serials}</code>
        </Text>
      ) : null}
      {users.length > 0 ? (
        <Text size="sm">
          {t.goesInto}{" "}
          {users.map((p, i) => (
            <span key={keyOf(p)}>
              {i > 0 ? ", " : null}
              <ScreenLink to="/plant" search={{ tab: "parts", part: keyOf(p) }} size="sm">
                {keyOf(p)}
              </ScreenLink>
            </span>
          ))}
        </Text>
      ) : null}
      {part.bom?.length ? (
        <DataTable
          label={t.billOf(keyOf(part))}
          rows={part.bom}
          columns={columns}
          rowKey={(l) => l.line}
          empty={null}
        />
      ) : (
        <Text c="dimmed">{t.noBill}</Text>
      )}
    </Stack>
  );
}
