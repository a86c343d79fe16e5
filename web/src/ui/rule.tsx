import { Text } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { ruleNames } from "@/app/rules";

/** A rule by its name, with its id in small print, as the plant definition has it. */
export function RuleName({ of }: { of: string | undefined }) {
  const names = useMessages(ruleNames) as Record<string, string>;
  if (!of) return <>–</>;
  return (
    <>
      <span className="world">{names[of] ?? of}</span>{" "}
      <Text span size="xs" c="dimmed">
        {of}
      </Text>
    </>
  );
}
