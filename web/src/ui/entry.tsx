import { useFormat } from "@/app/format";
import { may, useMe } from "@/app/me";
import { ScreenLink } from "./link";

/** The number of an entry of the journal, which leads to it for whoever may read it. */
export function EntryLink({ seq }: { seq: number }) {
  const format = useFormat();
  const text = format.number(seq);
  if (!may(useMe(), "audit")) return <>{text}</>;
  return (
    <ScreenLink to="/journal/$seq" params={{ seq: String(seq) }} size="sm">
      {text}
    </ScreenLink>
  );
}
