import { Button, NativeSelect, SegmentedControl, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { always, read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { current } from "@/plant/check";
import type { Definition, Label } from "@/plant/definition";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { ProblemPanel } from "@/ui/problem";
import { printWords } from "./print-words";
import { codesRoute } from "./route";
import { samplesOf } from "./sample";

/** Prints a label: of an object for whoever works with those, with example values for whoever designs it. */
export function Print({ label }: { label: Label }) {
  const t = useMessages(printWords);
  const me = useMe();
  const printers = useQuery(read("/api/v1/printers", {}, always));
  const plant = useQuery({ ...current, retry: false });
  const real = may(me, "operate");
  const sample = may(me, "define");
  if (!(real || sample) || !printers.data || plant.isPending) return null;
  const inForce = (plant.data?.definition as Definition | undefined)?.labels?.find((l) => l.code === label.code);
  const takes = printers.data.items.filter((p) => !p.labels?.length || p.labels.includes(label.code));
  return (
    <Stack component="section" gap="xs" aria-label={t.title}>
      <Title order={2} size="h4">
        {t.title}
      </Title>
      {inForce && takes.length > 0 ? (
        <>
          {JSON.stringify(inForce) === JSON.stringify(label) ? null : (
            <Text c="var(--text-check)">{t.asPublished}</Text>
          )}
          <Form key={label.code} label={inForce} printers={takes} real={real} sample={sample} />
        </>
      ) : null}
      {takes.length === 0 ? (
        <Empty title={printers.data.items.length === 0 ? t.noPrinter : t.noneTakes}>
          {sample ? (
            <ScreenLink to="/plant" search={{ tab: "tools" }}>
              {t.addPrinter}
            </ScreenLink>
          ) : (
            t.askForPrinter
          )}
        </Empty>
      ) : inForce ? null : (
        <Text c="dimmed">{t.notPublished}</Text>
      )}
    </Stack>
  );
}

interface FormProps {
  label: Label;
  printers: readonly Schemas["Printer"][];
  real: boolean;
  sample: boolean;
}

/** Asks where, how often and for what, and puts it into the queue. */
function Form({ label, printers, real, sample }: FormProps) {
  const t = useMessages(printWords);
  const { object = "" } = codesRoute.useSearch();
  const [printer, setPrinter] = useState(printers[0]?.code ?? "");
  const [copies, setCopies] = useState("1");
  const [what, setWhat] = useState<"object" | "sample">(real ? "object" : "sample");
  const [id, setID] = useState(newID); // sent again without an answer, it is printed once
  const [missing, setMissing] = useState<"copies" | "object">();
  const fields = Object.entries(samplesOf(label)).map(([name, value]) => ({ name, value }));
  const print = useMutation({
    mutationFn: () => {
      const many = { label: label.code, printer, copies: Number(copies) };
      const body =
        what === "object"
          ? { id, verb: "print", args: { ...many, object } }
          : { id, verb: "print-sample", args: { ...many, fields } };
      return call("post", "/api/v1/commands", { body: body as Schemas["Command"] });
    },
    onSuccess: () => setID(newID()),
  });
  const verdict = print.data?.verdict;
  const printed = verdict?.answer === "permit";
  const fits = /^\d+$/.test(copies) && Number(copies) >= 1 && Number(copies) <= 100;
  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        const wrong = !fits ? "copies" : what === "object" && object === "" ? "object" : undefined;
        setMissing(wrong);
        if (!wrong) print.mutate();
      }}
    >
      <Stack gap="xs">
        {real && sample ? (
          <SegmentedControl
            style={{ alignSelf: "start" }}
            aria-label={t.what}
            data={(["object", "sample"] as const).map((value) => ({ value, label: t[value] }))}
            value={what}
            onChange={(value) => setWhat(value === "sample" ? "sample" : "object")}
          />
        ) : null}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NativeSelect
            label={t.printer}
            data={printers.map((p) => ({ value: p.code, label: p.name ? `${p.code}: ${p.name}` : p.code }))}
            value={printer}
            onChange={(e) => setPrinter(e.currentTarget.value)}
          />
          <TextInput
            label={t.copies}
            inputMode="numeric"
            value={copies}
            error={missing === "copies" ? t.copiesWrong : undefined}
            onChange={(e) => setCopies(e.currentTarget.value.trim())}
          />
        </SimpleGrid>
        <Text size="sm" c={missing === "object" && object === "" ? "var(--text-stop)" : "dimmed"} className="world">
          {what === "sample" ? t.withSample : object === "" ? t.nameObject : t.forObject(object)}
        </Text>
        <Button type="submit" loading={print.isPending} style={{ alignSelf: "start" }}>
          {t.print}
        </Button>
        {verdict ? (
          <Notice tone={printed ? "check" : "stop"} title={printed ? t.queued : t.refused}>
            <Text className="world" role={printed ? "status" : "alert"}>
              {verdict.text} {verdict.next} {printed ? "" : `(${verdict.code})`}
            </Text>
            <ScreenLink to="/codes" search={{ tab: "queue", all: true }}>
              {t.toQueue}
            </ScreenLink>
          </Notice>
        ) : null}
        {print.isError ? <ProblemPanel error={print.error} /> : null}
      </Stack>
    </form>
  );
}
