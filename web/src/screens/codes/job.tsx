import { Badge, Text } from "@mantine/core";
import type { Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { ReasonDialog } from "@/ui/reason";
import { messages } from "./messages";

type Job = Schemas["PrintJob"];

const troubled = new Set(["failed", "unknown"]);

/** What became of a print job, and why. */
export function JobState({ of: j, text = j.problem }: { of: Job; text?: string | undefined }) {
  const t = useMessages(messages);
  const bad = troubled.has(j.state);
  return (
    <>
      <Badge color={bad ? "red" : "gray"} c={bad ? "var(--text-stop)" : "var(--soft)"} tt="none">
        {t[`state-${j.state}`]}
      </Badge>{" "}
      <Text span size="sm" c="dimmed" className="world">
        {text}
      </Text>
    </>
  );
}

/** What can be done with a print job, for a reason. */
export interface Doing {
  verb: "reprint" | "cancel-print";
  job: string;
}

/** Asks why a job is printed again, or taken out of the queue. */
export function JobDialog({ verb, job, close }: Doing & { close: () => void }) {
  const t = useMessages(messages);
  const again = verb === "reprint";
  return (
    <ReasonDialog
      title={again ? t.reprintTitle(job) : t.cancelTitle(job)}
      label={t.why}
      hint={t.whyHint}
      missing={t.whyMissing}
      does={again ? t.reprint : t.cancel}
      verb={verb}
      args={(reason) => ({ job, reason })}
      close={close}
    />
  );
}
