import { Code, NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call, problemOf, type Schemas } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { codeWords } from "@/app/code-words";
import { messages } from "./messages";
import { visible } from "./visible";

const forms = [
  "brackets",
  "element-string",
  "link",
  "canonical-link",
  "compressed-link",
  "epc",
  "tag",
  "hex",
  "iso15434",
] as const satisfies readonly Schemas["CodeConversion"]["to"][];

/** Writes a code in another form, or says why that cannot be. */
export function Forms({ code }: { code: string }) {
  const t = useMessages(messages);
  const w = useMessages(codeWords);
  const [to, setTo] = useState<(typeof forms)[number] | "">("");
  const written = useQuery({
    queryKey: ["/api/v1/codes/convert", code, to],
    queryFn: ({ signal }) =>
      to === "" ? null : call("post", "/api/v1/codes/convert", { body: { code, to } }, { signal }),
    enabled: to !== "",
    retry: false,
  });
  const problem = written.isError ? problemOf(written.error) : undefined;
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t.writeAs}
        maw={320}
        data={[{ value: "", label: t.chooseForm }, ...forms.map((value) => ({ value, label: w[`form-${value}`] }))]}
        value={to}
        onChange={(e) => setTo(forms.find((f) => f === e.currentTarget.value) ?? "")}
      />
      {to !== "" && written.data ? (
        <Code block className="world" style={{ whiteSpace: "pre-wrap" }}>
          {visible(written.data.code)}
        </Code>
      ) : null}
      {problem ? (
        <Text c="var(--text-check)" role="status" className="world">
          {problem.errors?.map((e) => e.message).join(" ") || problem.detail || problem.title} {problem.fix}
        </Text>
      ) : null}
    </Stack>
  );
}
