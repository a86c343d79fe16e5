import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { call, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { always, read } from "@/api/read";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { ObjectLink } from "@/ui/object";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { JobDialog, JobState, type Doing } from "./job";
import { messages } from "./messages";
import { codesRoute } from "./route";

type Job = Schemas["PrintJob"];

const cancelable = new Set(["queued", "failed", "unknown", "accepted", "sent"]);

/** What is printed, what waits and why; a label that is scanned here is compared with what was printed. */
export function Queue() {
  const t = useMessages(messages);
  const { all } = codesRoute.useSearch();
  const navigate = codesRoute.useNavigate();
  const printers = useQuery(read("/api/v1/printers", {}, always));
  const jobs = useQuery(read("/api/v1/print-jobs", { query: { limit: 200, ...(all ? {} : { open: true }) } }, always));
  return (
    <Stack>
      <Answer of={printers}>{({ items }) => <Printers all={items} />}</Answer>
      <ScanBack />
      <Checkbox
        label={t.allJobs}
        checked={all ?? false}
        onChange={(e) => {
          const checked = e.currentTarget.checked;
          void navigate({ search: (old) => ({ ...old, all: checked || undefined }), replace: true });
        }}
      />
      <Answer of={jobs}>{({ items, next }) => <Jobs all={items} more={next !== undefined} />}</Answer>
    </Stack>
  );
}

function Printers({ all }: { all: readonly Schemas["Printer"][] }) {
  const t = useMessages(messages);
  if (all.length === 0) return <Empty title={t.noPrinters}>{t.noPrintersFix}</Empty>;
  return (
    <Group gap="sm">
      {all.map((p) => (
        <Stack key={p.code} className="card" p="sm" gap={2} miw={220}>
          <Text fw={650}>
            {p.code} {p.name}
          </Text>
          <Text size="sm" c="dimmed" className="world">
            {p.address} · {p.dpi} dpi · {p.format.toUpperCase()}
          </Text>
          <Text size="sm">{t.waiting(p.queued)}</Text>
          {p.problem ? (
            <Text size="sm" c="var(--text-check)">
              {p.problem}
            </Text>
          ) : null}
        </Stack>
      ))}
    </Group>
  );
}

/** Compares a label that is scanned with what was printed for its object. */
function ScanBack() {
  const t = useMessages(messages);
  const scans = may(useMe(), "operate");
  const check = useMutation({
    mutationFn: (code: string) => {
      const body = { id: newID(), verb: "verify-label", args: { code } } as Schemas["Command"];
      return call("post", "/api/v1/commands", { body });
    },
  });
  useScan(({ code }) => {
    if (scans) check.mutate(code);
  });
  const verdict = check.data?.verdict;
  if (!scans) return null;
  return (
    <>
      <Text c="dimmed">{t.scanBack}</Text>
      {verdict ? (
        <Notice
          tone={verdict.answer === "permit" ? "check" : "stop"}
          title={verdict.answer === "permit" ? t.same : t.other}
        >
          <Text className="world">
            {verdict.text} {verdict.next} {verdict.answer === "permit" ? "" : `(${verdict.code})`}
          </Text>
        </Notice>
      ) : null}
      {check.isError ? <ProblemPanel error={check.error} /> : null}
    </>
  );
}

function Jobs({ all, more }: { all: readonly Job[]; more: boolean }) {
  const t = useMessages(messages);
  const format = useFormat();
  const acts = may(useMe(), "operate");
  const [asking, setAsking] = useState<Doing>();
  const columns = useMemo<Column<Job>[]>(
    () => [
      { id: "job", header: t.job, cell: (j) => <b>{j.id}</b> },
      { id: "label", header: t.label, cell: (j) => (j.copies > 1 ? `${j.label} × ${j.copies}` : j.label) },
      {
        id: "for",
        header: t.isFor,
        cell: (j) => (j.object ? <ObjectLink of={j.object} /> : (j.order ?? j.place ?? t.sample)),
      },
      { id: "printer", header: t.printer, cell: (j) => j.printer },
      {
        id: "state",
        header: t.state,
        cell: (j) => (
          <JobState of={j} text={j.problem ?? (j.verify && ["accepted", "sent"].includes(j.state) ? t.toScan : "")} />
        ),
      },
      { id: "when", header: t.when, cell: (j) => format.dateTime(j.at) },
      { id: "reads", header: t.reads, cell: (j) => <code className="world">{j.contents?.join(" ") ?? ""}</code> },
      {
        id: "do",
        header: t.act,
        cell: (j) =>
          acts ? (
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${t.reprint} ${j.id}`}
                onClick={() => setAsking({ verb: "reprint", job: j.id })}
              >
                {t.reprint}
              </Button>
              {cancelable.has(j.state) ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`${t.cancel} ${j.id}`}
                  onClick={() => setAsking({ verb: "cancel-print", job: j.id })}
                >
                  {t.cancel}
                </Button>
              ) : null}
            </Group>
          ) : (
            "–"
          ),
      },
    ],
    [t, format, acts],
  );
  return (
    <>
      <DataTable
        label={t.queue}
        rows={all}
        columns={columns}
        rowKey={(j) => j.id}
        empty={<Empty title={t.noJobs}>{t.noJobsFix}</Empty>}
      />
      {more ? <Text c="dimmed">{t.moreJobs}</Text> : null}
      {asking ? <JobDialog {...asking} close={() => setAsking(undefined)} /> : null}
    </>
  );
}
