import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { call, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { Dialog } from "./dialog";
import { ProblemPanel } from "./problem";
import { Told } from "./told";

interface Props {
  title: string;
  /** What the reason is to say. */
  label: string;
  hint: string;
  /** What is said where none is written. */
  missing: string;
  /** What the button does. */
  does: string;
  verb: string;
  /** The arguments of the verb, with the reason that was written. */
  args: (reason: string) => object;
  /** What else is to be chosen or known. */
  children?: ReactNode;
  close: () => void;
  /** Called once it is done, while the verdict is shown. */
  done?: () => void;
}

/** Asks why, gives a command that says so, and shows the verdict. What was typed stays until it is done. */
export function ReasonDialog({ title, label, hint, missing, does, verb, args, children, close, done }: Props) {
  const [reason, setReason] = useState("");
  const [empty, setEmpty] = useState(false);
  const [id, setID] = useState(newID); // sent again without an answer, it is done once
  const act = useMutation({
    mutationFn: async () => {
      const command = { id, verb, args: args(reason.trim()) } as unknown as Schemas["Command"];
      return await call("post", "/api/v1/commands", { body: command });
    },
    onSuccess: ({ verdict }) => {
      setID(newID());
      if (verdict.answer === "permit") done?.();
    },
  });
  const verdict = act.data?.verdict;
  if (verdict?.answer === "permit") {
    return (
      <Dialog close={close} title={title}>
        <Text className="world" role="status">
          <Told text={verdict.text} /> <Told text={verdict.next ?? ""} />
        </Text>
      </Dialog>
    );
  }
  return (
    <Dialog close={close} title={title} size="lg">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          setEmpty(reason.trim() === "");
          if (reason.trim() !== "") act.mutate();
        }}
      >
        <Stack>
          {children}
          <Textarea
            label={label}
            description={hint}
            autosize
            minRows={2}
            maxLength={256}
            value={reason}
            error={empty ? missing : undefined}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          {verdict ? (
            <Text c="var(--text-stop)" role="alert" className="world">
              <Told text={verdict.text} /> <Told text={verdict.next ?? ""} /> ({verdict.code})
            </Text>
          ) : null}
          {act.isError ? <ProblemPanel error={act.error} /> : null}
          <Group justify="flex-end">
            <Button type="submit" loading={act.isPending}>
              {does}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
