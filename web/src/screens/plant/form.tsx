import { Button, Group, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useMessages } from "@/app/i18n";
import { useChange, type Fault, type Outcome } from "@/plant/check";
import type { Definition } from "@/plant/definition";
import { Dialog } from "@/ui/dialog";
import { ProblemPanel } from "@/ui/problem";
import { Notice } from "@/ui/notice";
import { formWords } from "./form-words";

interface Props {
  title: string;
  definition: Definition;
  /** The plant with what was typed. */
  changed: () => Definition;
  /** Takes the thing out of the plant; undefined where it is new. */
  without?: (() => Definition) | undefined;
  /** Where the thing is in the document: faults below it are told at their fields. Empty: the whole document. */
  path: string;
  /** Draws the fields; fault says what is wrong with one, by its place below the path. */
  children: (fault: (field: string) => string | undefined) => ReactNode;
  close: () => void;
}

/** Changes one thing of the plant in the draft. What was typed stays until it is good, or taken over as it is. */
export function FormDialog({ title, definition, changed, without, path, children, close }: Props) {
  const words = useMessages(formWords);
  const change = useChange();
  const [outcome, setOutcome] = useState<Outcome>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const at = (field: string) => (path ? `${path}.${field}` : field);
  const shown = new Set<string>();
  const fault = (field: string) => {
    const found = outcome?.faults.filter((f) => f.path === at(field) || f.path?.startsWith(`${at(field)}[`));
    for (const f of found ?? []) shown.add(keyOf(f));
    return found?.length ? found.map(textOf).join(" ") : undefined;
  };
  const save = (to: Definition) => {
    setBusy(true);
    setProblem(undefined);
    change(definition, to)
      .then((o) => {
        setOutcome(o);
        if (o.faults.length === 0) close();
      }, setProblem)
      .finally(() => setBusy(false));
  };
  const fields = children(fault);
  const others = (outcome?.faults ?? []).filter((f) => !shown.has(keyOf(f)));
  return (
    <Dialog close={close} title={title} size="xl">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save(changed());
        }}
        noValidate
      >
        <Stack>
          {fields}
          {others.length > 0 ? (
            <Notice tone="stop" title={words.alsoBreaks}>
              {others.map((f) => (
                <Text key={keyOf(f)} size="sm" className="world">
                  {f.path ? <code>{f.path}</code> : null} {textOf(f)}
                </Text>
              ))}
            </Notice>
          ) : null}
          {problem === undefined ? null : <ProblemPanel error={problem} />}
          <Group justify="flex-end">
            {without ? (
              <Button variant="default" me="auto" disabled={busy} onClick={() => save(without())}>
                {words.takeOut}
              </Button>
            ) : null}
            {outcome && outcome.faults.length > 0 ? (
              <Button
                variant="default"
                onClick={() => {
                  outcome.keep();
                  close();
                }}
              >
                {words.keepAnyway}
              </Button>
            ) : null}
            <Button type="submit" loading={busy}>
              {words.intoDraft}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {words.draftHint}
          </Text>
        </Stack>
      </form>
    </Dialog>
  );
}

const keyOf = (f: Fault) => `${f.path ?? ""} ${f.message}`;
const textOf = (f: Fault) => (f.fix ? `${f.message}: ${f.fix}` : f.message);

/** A list with one of its items changed, added at its end, or taken out. */
export function replaced<T>(list: readonly T[] | undefined, index: number, item: T | undefined): T[] {
  const next = [...(list ?? [])];
  if (item === undefined) next.splice(index, 1);
  else next[Math.min(index, next.length)] = item;
  return next;
}
