import { Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { ruleNames } from "@/app/rules";
import { Answer } from "@/ui/answer";
import { DataTable, type Column } from "@/ui/table";
import { Counts, sums } from "./counts";
import { messages } from "./messages";
import { proofingRoute, type Search } from "./route";

/** Rows of a list: more are counted, not drawn. */
export const shown = 200;

/** What the address asks for, and how that is changed. */
export function useSearch(): [Search, (change: Search) => void] {
  const navigate = proofingRoute.useNavigate();
  return [
    proofingRoute.useSearch(),
    (change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
  ];
}

interface Props<T> {
  of: UseQueryResult<{ readonly items: readonly T[]; readonly next?: string }>;
  label: string;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  empty: ReactNode;
}

/** Lists the first rows, in the order that the address asks for, and says where there are more. */
export function List<T extends object>({ of, label, columns, rowKey, empty }: Props<T>) {
  const t = useMessages(messages);
  const [{ sort }, search] = useSearch();
  return (
    <Answer of={of}>
      {(page) => (
        <>
          <DataTable
            label={label}
            rows={page.items}
            columns={columns}
            rowKey={rowKey}
            sort={sort}
            onSort={(by) => search({ sort: by })}
            empty={empty}
          />
          {page.next ? <Text c="dimmed">{t.more}</Text> : null}
        </>
      )}
    </Answer>
  );
}

interface PickProps<T> {
  counted: readonly T[];
  n: (count: T) => number;
}

/** Counts by rule and by station, each of which picks what it counts. */
export function Pick<T extends { rule?: string; station?: string }>({ counted, n }: PickProps<T>) {
  const t = useMessages(messages);
  const names = useMessages(ruleNames) as Record<string, string>;
  const [{ rule, station }, search] = useSearch();
  return (
    <>
      <Counts
        label={t.byRule}
        counts={sums(counted, (c) => c.rule, n)}
        chosen={rule}
        choose={(key) => search({ rule: key })}
        say={(key) => names[key] ?? key}
      />
      <Counts
        label={t.byStation}
        counts={sums(counted, (c) => c.station, n)}
        chosen={station}
        choose={(key) => search({ station: key })}
      />
    </>
  );
}
