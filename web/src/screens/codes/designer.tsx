import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { callFor, problemOf } from "@/api/call";
import { read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { useChange, usePlant, type Outcome } from "@/plant/check";
import type { Label, LabelElement } from "@/plant/definition";
import { Answer } from "@/ui/answer";
import { ScreenLink } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { ProblemPanel } from "@/ui/problem";
import { Canvas } from "./canvas";
import classes from "./codes.module.css";
import { ElementForm } from "./element";
import { Example, Files } from "./files";
import { messages } from "./messages";
import { Print } from "./print";
import { codesRoute } from "./route";
import { samplesOf } from "./sample";

/** The labels of the plant and those to begin with, each to be looked at and changed. */
export function Designer() {
  const t = useMessages(messages);
  const { label } = codesRoute.useSearch();
  const navigate = codesRoute.useNavigate();
  const plant = usePlant();
  const list = useQuery(read("/api/v1/labels"));
  const own = useMemo(() => plant.definition?.labels ?? [], [plant.definition]);
  return (
    <Answer of={list}>
      {({ items }) => {
        const starters = items.filter((l) => l.starter && !own.some((o) => o.code === l.code));
        const code = label ?? own[0]?.code ?? starters[0]?.code ?? "";
        return (
          <Stack>
            <Group align="end">
              <NativeSelect
                label={t.label}
                miw={260}
                data={[
                  ...(own.length > 0
                    ? [{ group: t.ofPlant, items: own.map((l) => ({ value: l.code, label: nameOf(l) })) }]
                    : []),
                  { group: t.toBeginWith, items: starters.map((l) => ({ value: l.code, label: nameOf(l) })) },
                ]}
                value={code}
                onChange={(e) => {
                  const chosen = e.currentTarget.value;
                  void navigate({ search: (old) => ({ ...old, label: chosen }), replace: true });
                }}
              />
            </Group>
            <Loaded key={code} code={code} own={own.find((l) => l.code === code)} />
          </Stack>
        );
      }}
    </Answer>
  );
}

const nameOf = (l: { code: string; name?: string | undefined }) => (l.name ? `${l.code}: ${l.name}` : l.code);

/** The template of a label: of the plant, or one to begin with. */
function Loaded({ code, own }: { code: string; own: Label | undefined }) {
  const starter = useQuery({
    ...read("/api/v1/labels/{label}", { path: { label: code } }),
    enabled: own === undefined && code !== "",
  });
  if (own) return <Design label={own} isNew={false} />;
  return <Answer of={starter}>{(l) => <Design label={l.template as Label} isNew />}</Answer>;
}

function Design({ label: kept, isNew }: { label: Label; isNew: boolean }) {
  const t = useMessages(messages);
  const edits = may(useMe(), "define");
  const [label, setLabel] = useState(kept);
  const [chosen, setChosen] = useState<number>();
  const drawing = useDrawing(label);
  const set = (i: number, e: LabelElement) =>
    setLabel((l) => ({ ...l, elements: l.elements.map((x, n) => (n === i ? e : x)) }));
  const add = (e: LabelElement) => {
    setChosen(label.elements.length);
    setLabel((l) => ({ ...l, elements: [...l.elements, e] }));
  };
  const element = chosen === undefined ? undefined : label.elements[chosen];
  const size = (name: "width" | "height") => (
    <TextInput
      label={t[name]}
      w={90}
      value={label[name]}
      readOnly={!edits}
      onChange={(e) => {
        const value = e.currentTarget.value.trim();
        setLabel((l) => ({ ...l, [name]: value }));
      }}
    />
  );
  return (
    <div className={classes.designer}>
      <Stack>
        <Canvas label={label} url={drawing.url} chosen={chosen} choose={setChosen} change={edits ? set : undefined} />
        <Faults of={drawing.error} choose={setChosen} />
        <Example />
        <Files label={label} />
        <Print label={label} />
      </Stack>
      <Stack>
        <Group align="end" gap="xs">
          <TextInput
            label={t.labelCode}
            flex={1}
            value={label.code}
            readOnly={!edits}
            onChange={(e) => {
              const code = e.currentTarget.value.trim();
              setLabel((l) => ({ ...l, code }));
            }}
          />
          {size("width")}
          {size("height")}
        </Group>
        {edits ? (
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-md"
              onClick={() => add({ x: "2", y: "2", width: "20", size: "2.5", text: "{name}", optional: true })}
            >
              {t.addText}
            </Button>
            <Button
              variant="default"
              size="compact-md"
              onClick={() =>
                add({
                  kind: "symbol",
                  x: "2",
                  y: "2",
                  width: "14",
                  height: "14",
                  text: "{serial}",
                  symbology: "datamatrix",
                })
              }
            >
              {t.addSymbol}
            </Button>
            <Button
              variant="default"
              size="compact-md"
              onClick={() => add({ kind: "line", x: "2", y: "2", width: "20", stroke: "0.3" })}
            >
              {t.addLine}
            </Button>
          </Group>
        ) : null}
        {element && chosen !== undefined ? (
          <ElementForm
            key={chosen}
            element={element}
            change={edits ? (e) => set(chosen, e) : undefined}
            drop={() => {
              setChosen(undefined);
              setLabel((l) => ({ ...l, elements: l.elements.filter((_, n) => n !== chosen) }));
            }}
          />
        ) : (
          <Text c="dimmed">{edits ? t.chooseElement : t.chooseToRead}</Text>
        )}
        {edits ? <Keep label={label} kept={isNew ? undefined : kept} /> : null}
      </Stack>
    </div>
  );
}

/** The label as it would be printed, drawn by the server. */
function useDrawing(label: Label): { url: string | undefined; error: unknown } {
  const { object } = codesRoute.useSearch();
  const [settled] = useDebouncedValue(label, 250);
  const body = useMemo(
    () => ({
      template: JSON.stringify(settled),
      ...(object ? { object } : {}),
      fields: samplesOf(settled),
    }),
    [settled, object],
  );
  const drawn = useQuery({
    queryKey: ["/api/v1/labels:draw", body],
    queryFn: ({ signal }) => callFor("image/svg+xml", "post", "/api/v1/labels:draw", { body }, { signal }),
    placeholderData: (before) => before,
    staleTime: Infinity,
    retry: false,
  });
  const url = useMemo(() => (drawn.data ? URL.createObjectURL(drawn.data) : undefined), [drawn.data]);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  return { url, error: drawn.isError ? drawn.error : undefined };
}

/** What is wrong with the template, at its elements. */
function Faults({ of: error, choose }: { of: unknown; choose: (element: number) => void }) {
  const t = useMessages(messages);
  if (error === undefined) return null;
  const problem = problemOf(error);
  if (problem.code !== "H422") return <ProblemPanel error={error} />;
  return (
    <Notice tone="stop" title={t.notDrawn}>
      {(problem.errors ?? []).map((f) => {
        const n = /elements\[(\d+)\]/.exec(f.location ?? "")?.[1];
        return (
          <Text key={`${f.location ?? ""} ${f.message}`} size="sm" className="world">
            {n === undefined ? null : (
              <Button size="compact-xs" variant="default" me={6} onClick={() => choose(Number(n))}>
                {t.elementNumber(Number(n) + 1)}
              </Button>
            )}
            {f.message}
          </Text>
        );
      })}
    </Notice>
  );
}

/** Puts the label into the draft of the plant. */
function Keep({ label, kept }: { label: Label; kept: Label | undefined }) {
  const t = useMessages(messages);
  const plant = usePlant();
  const change = useChange();
  const [outcome, setOutcome] = useState<Outcome>();
  const [problem, setProblem] = useState<unknown>();
  const definition = plant.definition;
  if (!definition) return null;
  const save = () => {
    const labels = definition.labels ?? [];
    const at = kept ? labels.findIndex((l) => l.code === kept.code) : -1;
    const next = at < 0 ? [...labels, label] : labels.with(at, label);
    setProblem(undefined);
    change(definition, { ...definition, labels: next }).then(setOutcome, setProblem);
  };
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button onClick={save} disabled={label === kept}>
          {t.intoDraft}
        </Button>
        {outcome?.faults.length === 0 ? (
          <Text role="status" c="var(--text-ok)">
            {t.inDraft}{" "}
            <ScreenLink to="/plant" search={{ tab: "draft" }}>
              {t.toDraft}
            </ScreenLink>
          </Text>
        ) : null}
      </Group>
      {outcome && outcome.faults.length > 0 ? (
        <Notice tone="stop" title={t.notKept}>
          {outcome.faults.map((f) => (
            <Text key={`${f.path ?? ""} ${f.message}`} size="sm" className="world">
              {f.path ? <b>{f.path}</b> : null} {f.message} {f.fix}
            </Text>
          ))}
        </Notice>
      ) : null}
      {problem === undefined ? null : <ProblemPanel error={problem} />}
    </Stack>
  );
}
