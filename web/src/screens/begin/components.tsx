import { ActionIcon, Button, FileButton, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import type { SheetFault } from "@/plant/sheet";
import { SheetFaults } from "@/plant/sheet-faults";
import { Dialog } from "@/ui/dialog";
import { messages } from "./messages";
import { componentsOf } from "./paste";
import type { Component, Step } from "./plan";

interface Props {
  components: readonly Component[];
  steps: readonly Step[];
  missing: string | undefined;
  onChange: (components: Component[]) => void;
}

/** What goes into a product: by hand, or out of a spreadsheet. */
export function ComponentsField({ components, steps, missing, onChange }: Props) {
  const t = useMessages(messages);
  const [pasting, setPasting] = useState(false);
  const change = (i: number, to: Partial<Component>) =>
    onChange(components.map((c, n) => (n === i ? { ...c, ...to } : c)));
  const choices = (["serial", "lot", "none"] as const).map((value) => ({ value, label: t[value] }));
  return (
    <Stack gap="xs">
      {components.length === 0 ? <Text c="dimmed">{t.partsNone}</Text> : null}
      {components.map((c, i) => (
        <Group key={i} wrap="nowrap" gap="xs" align="start">
          <TextInput
            flex={3}
            aria-label={t.part(i + 1)}
            placeholder={i === 0 ? t.partEg : t.part(i + 1)}
            value={c.name}
            onChange={(e) => change(i, { name: e.currentTarget.value })}
          />
          <TextInput
            w={76}
            aria-label={t.quantity(i + 1)}
            value={c.quantity}
            error={c.name.trim() && !(Number(c.quantity) > 0) ? missing : undefined}
            onChange={(e) => change(i, { quantity: e.currentTarget.value })}
          />
          <NativeSelect
            flex={2}
            aria-label={t.tracking(i + 1)}
            data={choices}
            value={c.tracking}
            onChange={(e) => change(i, { tracking: e.currentTarget.value as Component["tracking"] })}
          />
          <NativeSelect
            flex={2}
            aria-label={t.at(i + 1)}
            data={steps.map((s, n) => ({ value: String(n), label: s.name.trim() || t.step(n + 1) }))}
            value={String(c.step)}
            onChange={(e) => change(i, { step: Number(e.currentTarget.value) })}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t.drop(t.part(i + 1))}
            onClick={() => onChange(components.filter((_, n) => n !== i))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          onClick={() => onChange([...components, { name: "", quantity: "1", tracking: "serial", step: 0 }])}
        >
          {t.addPart}
        </Button>
        <Button variant="default" size="compact-md" onClick={() => setPasting(true)}>
          {t.paste}
        </Button>
      </Group>
      {pasting ? (
        <Paste
          steps={steps}
          close={() => setPasting(false)}
          take={(more) => onChange([...components.filter((c) => c.name.trim() !== ""), ...more])}
        />
      ) : null}
    </Stack>
  );
}

interface PasteProps {
  steps: readonly Step[];
  close: () => void;
  take: (found: Component[]) => void;
}

function Paste({ steps, close, take }: PasteProps) {
  const t = useMessages(messages);
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<SheetFault[]>([]);
  return (
    <Dialog title={t.pasteTitle} close={close} size="lg">
      <Stack>
        <Textarea
          label={t.pasteLabel}
          description={t.pasteHint}
          autosize
          minRows={6}
          maxRows={14}
          data-autofocus
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <SheetFaults faults={faults} />
        <Group justify="flex-end">
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(setText)}>
            {(props) => (
              <Button variant="default" {...props}>
                {t.openFile}
              </Button>
            )}
          </FileButton>
          <Button
            onClick={() => {
              const read = componentsOf(text, steps);
              setFaults(read.faults);
              if (read.faults.length > 0) return;
              take(read.found);
              close();
            }}
          >
            {t.pasteDo}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
