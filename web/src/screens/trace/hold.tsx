import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { ReasonDialog } from "@/ui/reason";
import type { Node } from "./affected";
import { messages } from "./messages";

interface Props {
  /** What the trace began with, in words, and how much that is. */
  source: string;
  all: number;
  /** What a hold on it lies on. */
  args: object;
  nodes: readonly Node[];
  close: () => void;
}

/** Stops the start of a trace, with whatever contains it, or each of what is listed: after it has counted. */
export function HoldDialog({ source, all, args, nodes, close }: Props) {
  const t = useMessages(messages);
  const format = useFormat();
  const [what, setWhat] = useState("source");
  const here = nodes.filter((n) => n.life === "open" || n.life === "shipped");
  const away = nodes.filter((n) => n.life === "shipped").length;
  const wanted = what === "source" ? args : { objects: here.map((n) => n.object.id) };
  return (
    <ReasonDialog
      title={t.holdTitle}
      label={t.reason}
      hint={t.reasonHint}
      missing={t.needReason}
      does={t.place(what === "source" ? source : format.number(here.length))}
      verb="hold"
      args={(reason) => ({ ...wanted, reason })}
      close={close}
    >
      <Radio.Group aria-label={t.holdTitle} value={what} onChange={setWhat}>
        <Stack gap="sm">
          <Radio
            value="source"
            label={<span className="world">{t.holdSource(source)}</span>}
            description={t.holdSourceText(format.number(nodes.length), format.number(all))}
          />
          <Radio value="all" label={t.holdAll(format.number(here.length))} description={t.holdAllText} />
        </Stack>
      </Radio.Group>
      {away > 0 ? <Text c="var(--text-check)">{t.shippedOut(format.number(away))}</Text> : null}
    </ReasonDialog>
  );
}
