import { Button, FileButton, Group, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/api/call";
import { newID } from "@/api/id";
import { importOrders } from "@/api/orders";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useChange } from "@/plant/check";
import type { Definition } from "@/plant/definition";
import { atCells, withBills, withParts } from "@/plant/merge";
import type { SheetFault } from "@/plant/sheet";
import { SheetFaults } from "@/plant/sheet-faults";
import { Notice } from "@/ui/notice";
import { ProblemPanel } from "@/ui/problem";
import { Changes } from "./changes";
import { sheetWords } from "./sheet-words";

type Kind = "parts" | "bill" | "orders";

/** What a sheet would do, or has done. */
interface Looked {
  faults: SheetFault[];
  changes: Parameters<typeof Changes>[0]["changes"];
  /** How many orders are new, change and stay. */
  orders?: { made: number; changed: number; same: number };
  taken: boolean;
}

/** Takes parts, bills of material and work orders over from a spreadsheet, after a dry run. */
export function Sheets({ definition }: { definition: Definition | undefined }) {
  const t = useMessages(sheetWords);
  const me = useMe();
  const kinds: Kind[] = [
    ...(may(me, "define") && definition ? (["parts", "bill"] as const) : []),
    ...(may(me, "plan") ? (["orders"] as const) : []),
  ];
  const [chosen, setChosen] = useState<Kind>();
  const kind = chosen ?? kinds[0];
  const [text, setText] = useState("");
  const change = useChange();
  const act = useMutation({
    mutationFn: async (dryRun: boolean): Promise<Looked> => {
      if (kind === "orders") return orders(text, dryRun);
      if (!definition) return { faults: [], changes: [], taken: false };
      const merged = kind === "bill" ? withBills(definition, text) : withParts(definition, text);
      if (merged.faults.length > 0) return { faults: merged.faults, changes: [], taken: false };
      const before = await call("post", "/api/v1/plant:diff", { body: { definition: JSON.stringify(definition) } });
      const after = await call("post", "/api/v1/plant:diff", {
        body: { definition: JSON.stringify(merged.definition) },
      });
      const known = new Set(before.faults.map((f) => `${f.path ?? ""} ${f.message}`));
      const found = after.faults.filter((f) => !known.has(`${f.path ?? ""} ${f.message}`));
      const faults = atCells(found, merged.cells);
      if (faults.length === 0 && !dryRun) await change(definition, merged.definition);
      return { faults, changes: after.changes, taken: faults.length === 0 && !dryRun };
    },
  });
  const looked = act.data;
  if (!kind) return <Text>{t.nothingToTake}</Text>;
  return (
    <Stack>
      <Text c="dimmed">{t.text}</Text>
      <SegmentedControl
        aria-label={t.what}
        style={{ alignSelf: "start" }}
        data={kinds.map((value) => ({ value, label: t[value] }))}
        value={kind}
        onChange={(value) => {
          setChosen(value);
          act.reset();
        }}
      />
      <Textarea
        label={t.cells}
        description={t[`${kind}Hint`]}
        autosize
        minRows={8}
        maxRows={18}
        spellCheck={false}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          act.reset();
        }}
      />
      <Group>
        <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t.openFile}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          loading={act.isPending}
          disabled={text.trim() === ""}
          onClick={() => act.mutate(true)}
        >
          {t.dryRun}
        </Button>
        <Button
          disabled={act.isPending || !looked || looked.taken || looked.faults.length > 0}
          onClick={() => act.mutate(false)}
        >
          {kind === "orders" ? t.record : t.intoDraft}
        </Button>
      </Group>
      {act.isError ? <ProblemPanel error={act.error} /> : null}
      {looked ? <SheetFaults faults={looked.faults} /> : null}
      {looked && looked.faults.length === 0 ? (
        <Notice tone="check" title={looked.taken ? (kind === "orders" ? t.recorded : t.inDraft) : t.good}>
          <Text>
            {looked.orders ? t.ordersCount(looked.orders.made, looked.orders.changed, looked.orders.same) : t.would}
          </Text>
        </Notice>
      ) : null}
      {looked && looked.faults.length === 0 && !looked.orders ? (
        <Changes label={t.would} changes={looked.changes} />
      ) : null}
    </Stack>
  );
}

async function orders(text: string, dryRun: boolean): Promise<Looked> {
  const said = await importOrders(text, dryRun, newID());
  const head = text.split(/\r?\n/, 1)[0] ?? "";
  const separator = ["\t", ";", ","].find((s) => head.includes(s)) ?? ",";
  const faults = said.faults.map((f): SheetFault => {
    // The server counts characters; people count columns.
    const before = (text.split("\n")[f.line - 1] ?? "").slice(0, Math.max((f.column ?? 1) - 1, 0));
    const column = f.column ? before.split(separator).length : 0;
    const told = f.fix ? `${f.message}: ${f.fix}` : f.message;
    return { line: f.line, column, header: f.field ?? "", kind: "server", text: told };
  });
  const { made, changed, same, recorded } = said;
  return { faults, changes: [], orders: { made, changed, same }, taken: recorded };
}
