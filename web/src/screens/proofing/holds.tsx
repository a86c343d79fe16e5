import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useWord } from "@/app/values";
import { Empty } from "@/ui/empty";
import { ReasonDialog } from "@/ui/reason";
import type { Column } from "@/ui/table";
import { List, shown, useSearch } from "./list";
import { messages } from "./messages";

type Hold = Schemas["Hold"];

/** Lists what is on hold, why and by whom, and releases it. */
export function Holds() {
  const t = useMessages(messages);
  const format = useFormat();
  const word = useWord();
  const [{ all }, search] = useSearch();
  const list = useQuery(
    read("/api/v1/holds", { query: { limit: shown, ...(all ? {} : { state: "open" as const }) } }, always),
  );
  const releases = may(useMe(), "quality");
  const [releasing, setReleasing] = useState<string>();
  const columns = useMemo<Column<Hold>[]>(
    () => [
      { id: "hold", header: t.code, value: (h) => h.placed, cell: (h) => <b>{h.id}</b>, numeric: false },
      {
        id: "reason",
        header: t.reason,
        value: (h) => h.reason,
        cell: (h) => (
          <span className="world">
            {h.reason}{" "}
            {h.releaseRule ? (
              <Text span size="sm" c="dimmed">
                {h.releaseRule}
              </Text>
            ) : null}
          </span>
        ),
      },
      {
        id: "objects",
        header: t.objects,
        value: (h) => h.objects - (h.cleared ?? 0),
        cell: (h) => format.number(h.objects - (h.cleared ?? 0)),
        numeric: true,
      },
      { id: "blocks", header: t.blocks, cell: (h) => h.blocks.map(word).join(", ") },
      {
        id: "owner",
        header: t.owns,
        value: (h) => h.owner,
        cell: (h) => <span className="world">{word(h.owner) || "–"}</span>,
      },
      { id: "when", header: t.when, value: (h) => h.placedAt, cell: (h) => format.dateTime(h.placedAt) },
      {
        id: "state",
        header: t.state,
        cell: (h) =>
          h.released ? (
            <span className="world">{t.closed(format.dateTime(h.releasedAt ?? ""), h.releaseNote ?? "")}</span>
          ) : releases ? (
            <Button size="compact-sm" variant="default" onClick={() => setReleasing(h.id)}>
              {t.release}
            </Button>
          ) : (
            t.open
          ),
      },
    ],
    [t, format, word, releases],
  );
  return (
    <Stack>
      <Checkbox
        label={t.released}
        checked={all ?? false}
        onChange={(e) => search({ all: e.currentTarget.checked || undefined })}
      />
      <List
        of={list}
        label={t.holds}
        columns={columns}
        rowKey={(h) => h.id}
        empty={<Empty title={t.holdsNone}>{t.holdsNoneFix}</Empty>}
      />
      {releasing ? (
        <ReasonDialog
          title={t.releaseTitle(releasing)}
          label={t.reason}
          hint={t.releaseHint}
          missing={t.needReason}
          does={t.releaseDo}
          verb="release"
          args={(reason) => ({ hold: releasing, reason })}
          close={() => setReleasing(undefined)}
        />
      ) : null}
    </Stack>
  );
}
