import { Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import { ProblemPanel } from "@/ui/problem";
import { nameOf, type Node } from "./affected";
import { messages } from "./messages";

interface Props {
  start: Schemas["ObjectRef"];
  nodes: readonly Node[];
  close: () => void;
}

/** Stops the start of a trace, with whatever contains it, or each of what is listed: after it has counted. */
export function HoldDialog({ start, nodes, close }: Props) {
  const t = useMessages(messages);
  const format = useFormat();
  const [what, setWhat] = useState("source");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [id, setID] = useState(newID); // sent again without an answer, it is placed once
  const here = nodes.filter((n) => n.life === "open" || n.life === "shipped");
  const away = nodes.filter((n) => n.life === "shipped").length;
  const hold = useMutation({
    mutationFn: async () => {
      const objects = what === "source" ? [start.id] : here.map((n) => n.object.id);
      const command = { id, verb: "hold", args: { objects, reason: reason.trim() } } as unknown as Schemas["Command"];
      return await call("post", "/api/v1/commands", { body: command });
    },
    onSuccess: () => setID(newID()),
  });
  const verdict = hold.data?.verdict;
  if (verdict?.answer === "permit") {
    return (
      <Dialog close={close} title={t.placed}>
        <Text className="world">{verdict.text}</Text>
        <Text className="world">{verdict.next}</Text>
      </Dialog>
    );
  }
  return (
    <Dialog close={close} title={t.holdTitle} size="lg">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          setMissing(reason.trim() === "");
          if (reason.trim() !== "") hold.mutate();
        }}
      >
        <Stack>
          <Radio.Group aria-label={t.holdTitle} value={what} onChange={setWhat}>
            <Stack gap="sm">
              <Radio
                value="source"
                label={<span className="world">{t.holdSource(nameOf(start))}</span>}
                description={t.holdSourceText(format.number(nodes.length))}
              />
              <Radio value="all" label={t.holdAll(format.number(here.length))} description={t.holdAllText} />
            </Stack>
          </Radio.Group>
          {away > 0 ? <Text c="var(--text-check)">{t.shippedOut(format.number(away))}</Text> : null}
          <Textarea
            label={t.reason}
            description={t.reasonHint}
            autosize
            minRows={2}
            maxLength={256}
            value={reason}
            error={missing ? t.needReason : undefined}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          {verdict ? (
            <Text c="var(--text-stop)" role="alert" className="world">
              {verdict.text} {verdict.next} ({verdict.code})
            </Text>
          ) : null}
          {hold.isError ? <ProblemPanel error={hold.error} /> : null}
          <Group justify="flex-end">
            <Button type="submit" color="red" loading={hold.isPending}>
              {t.place(what === "source" ? nameOf(start) : format.number(here.length))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
