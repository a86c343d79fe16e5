import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { callFor } from "@/api/call";
import { useMessages } from "@/app/i18n";
import type { Label } from "@/plant/definition";
import { Filter } from "@/ui/filter";
import { ProblemPanel } from "@/ui/problem";
import { messages } from "./messages";
import { codesRoute } from "./route";
import { samplesOf } from "./sample";

/** What the label is drawn for: an object of the plant, or made-up values. */
export function Example() {
  const t = useMessages(messages);
  const { object } = codesRoute.useSearch();
  const navigate = codesRoute.useNavigate();
  return (
    <Filter
      label={t.example}
      description={t.exampleHint}
      placeholder="SN000004"
      maw={360}
      value={object}
      onFilter={(value) => void navigate({ search: (old) => ({ ...old, object: value }), replace: true })}
    />
  );
}

/** The label as files: for a printer, for paper, for a document. */
export function Files({ label }: { label: Label }) {
  const { object } = codesRoute.useSearch();
  const [problem, setProblem] = useState<unknown>();
  const take = (format: "pdf" | "png" | "zpl" | "svg") => {
    setProblem(undefined);
    const body = { template: JSON.stringify(label), format, fields: samplesOf(label), ...(object ? { object } : {}) };
    callFor("*/*", "post", "/api/v1/labels:draw", { body }).then((file) => {
      const url = URL.createObjectURL(file);
      const link = document.createElement("a");
      link.href = url;
      link.download = `${label.code}.${format}`;
      link.click();
      URL.revokeObjectURL(url);
    }, setProblem);
  };
  return (
    <>
      <Group gap="xs">
        {(["pdf", "png", "zpl", "svg"] as const).map((format) => (
          <Button key={format} variant="default" size="compact-md" onClick={() => take(format)}>
            {format.toUpperCase()}
          </Button>
        ))}
      </Group>
      {problem === undefined ? null : <ProblemPanel error={problem} />}
    </>
  );
}
