import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, type ReactNode } from "react";
import classes from "./table.module.css";

/** A column of a table. */
export interface Column<T> {
  id: string;
  header: string;
  /** By what it is sorted; without it, it is not. */
  value?: (row: T) => string | number | undefined;
  cell: (row: T) => ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
}

interface Props<T> {
  /** What the rows are, for those who do not see the table. */
  label: string;
  rows: readonly T[];
  columns: Column<T>[];
  rowKey: (row: T) => string;
  /** Id of a column, with - before it for the largest first; it belongs into the address. */
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** Stands below the head where there are no rows. */
  empty: ReactNode;
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

const overscan = 12;

/** Lists rows, of which it draws those that are seen: ten thousand are as quick as ten. */
export function DataTable<T extends object>({ label, rows, columns, rowKey, sort, onSort, empty }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, T>();
    return columns.map((c) =>
      helper.accessor((row): unknown => c.value?.(row), {
        id: c.id,
        header: c.header,
        enableSorting: c.value !== undefined,
        sortFn: c.numeric ? "basic" : "alphanumeric",
        sortUndefined: "last",
      }),
    );
  }, [columns]);
  const sorting = useMemo(() => (sort ? [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }] : []), [sort]);
  const table = useTable({ features, columns: defs, data: rows, getRowId: rowKey, state: { sorting } });
  const sorted = table.getRowModel().rows;
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing of it is given to a component that memoises
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 37,
    overscan,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={classes.scroller} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map((c) => (
              <Head key={c.id} column={c} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Space height={above} /> : null}
          {items.map((item) => {
            const row = sorted[item.index];
            if (!row) return null;
            return (
              <tr key={row.id} data-index={item.index} ref={virtual.measureElement} aria-rowindex={item.index + 2}>
                {columns.map((c) => (
                  <td key={c.id} data-numeric={c.numeric}>
                    {c.cell(row.original)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 ? <Space height={below} /> : null}
        </tbody>
      </table>
      {sorted.length === 0 ? empty : null}
    </div>
  );
}

function Space({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

interface HeadProps<T> {
  column: Column<T>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const up = sort === column.id;
  const down = sort === `-${column.id}`;
  if (!column.value || !onSort) {
    return (
      <th scope="col" data-numeric={column.numeric}>
        {column.header}
      </th>
    );
  }
  const Arrow = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort;
  return (
    <th scope="col" data-numeric={column.numeric} aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <UnstyledButton className={classes.sort} onClick={() => onSort(up ? `-${column.id}` : column.id)}>
        {column.header}
        <Arrow size={14} aria-hidden opacity={up || down ? 1 : 0.4} />
      </UnstyledButton>
    </th>
  );
}
