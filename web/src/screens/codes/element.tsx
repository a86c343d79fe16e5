import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { tidy, type LabelElement } from "@/plant/definition";
import { elementWords } from "./element-words";

const symbologies = ["code128", "gs1-128", "qr", "gs1-qr", "datamatrix", "gs1-datamatrix"];

interface Props {
  element: LabelElement;
  /** Undefined for those who may only look. */
  change: ((to: LabelElement) => void) | undefined;
  drop: () => void;
}

/** What an element of a label is, where it lies in millimetres, and what it says. */
export function ElementForm({ element: e, change, drop }: Props) {
  const t = useMessages(elementWords);
  const kind = e.kind ?? "text";
  const set = (to: Partial<LabelElement>) => change?.(tidy({ ...e, ...to }));
  const number = (name: "x" | "y" | "width" | "height" | "size" | "stroke") => (
    <TextInput
      label={t[name]}
      inputMode="decimal"
      readOnly={!change}
      value={typeof e[name] === "string" ? e[name] : ""}
      onChange={(ev) => set({ [name]: ev.currentTarget.value.trim().replace(",", ".") })}
    />
  );
  return (
    <Stack className="card" p="md" gap="sm">
      {kind === "text" || kind === "symbol" ? (
        <Textarea
          label={kind === "text" ? t.says : t.holds}
          description={kind === "text" ? t.saysHint : t.holdsHint}
          autosize
          readOnly={!change}
          value={e.text ?? ""}
          onChange={(ev) => set({ text: ev.currentTarget.value })}
        />
      ) : null}
      <SimpleGrid cols={4} spacing="xs">
        {number("x")}
        {number("y")}
        {number("width")}
        {number("height")}
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="xs">
        {kind === "symbol" ? (
          <NativeSelect
            label={t.symbology}
            data={symbologies}
            disabled={!change}
            value={e.symbology ?? ""}
            onChange={(ev) => set({ symbology: ev.currentTarget.value })}
          />
        ) : null}
        {kind === "text" || e.caption ? number("size") : null}
        {kind === "line" || kind === "box" ? number("stroke") : null}
        {kind === "text" ? (
          <NativeSelect
            label={t.font}
            data={[
              { value: "sans", label: t["font-sans"] },
              { value: "bold", label: t["font-bold"] },
              { value: "mono", label: t["font-mono"] },
            ]}
            disabled={!change}
            value={e.font ?? "sans"}
            onChange={(ev) => set({ font: ev.currentTarget.value })}
          />
        ) : null}
        {kind === "line" || kind === "box" ? null : (
          <NativeSelect
            label={t.align}
            data={[
              { value: "left", label: t["align-left"] },
              { value: "center", label: t["align-center"] },
              { value: "right", label: t["align-right"] },
            ]}
            disabled={!change}
            value={e.align ?? "left"}
            onChange={(ev) => set({ align: ev.currentTarget.value })}
          />
        )}
      </SimpleGrid>
      <Group>
        {kind === "symbol" ? (
          <Checkbox
            label={t.caption}
            disabled={!change}
            checked={e.caption ?? false}
            onChange={(ev) =>
              set(ev.currentTarget.checked ? { caption: true, size: e.size ?? "2" } : { caption: false })
            }
          />
        ) : null}
        <Checkbox
          label={t.optional}
          disabled={!change}
          checked={e.optional ?? false}
          onChange={(ev) => set({ optional: ev.currentTarget.checked })}
        />
        {change ? (
          <Button variant="default" size="compact-md" ms="auto" onClick={drop}>
            {t.drop}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
