import { Button } from "@mantine/core";
import { Empty } from "@/ui/empty";
import { useMatches } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "./i18n";
import { may, useMe } from "./me";
import { messages } from "./messages";
import { signOut } from "./session";

/** Draws a screen for those who may see it; whole, if it has the window to itself. The server refuses its data to others anyway. */
export function Guard({ children, whole = false }: { children: ReactNode; whole?: boolean }) {
  const t = useMessages(messages);
  const me = useMe();
  const access = useMatches({ select: (matches) => matches.at(-1)?.staticData.access }) ?? "read";
  if (may(me, access)) return children;
  const denied = (
    <Empty order={1} title={t.deniedTitle}>
      {t.deniedCause(access)} {t.deniedFix}
      <Button
        display="block"
        mt="md"
        mx="auto"
        variant="default"
        size={whole ? "lg" : "sm"} // a whole window may stand on the floor, where gloves press
        onClick={() => void signOut(location.pathname + location.search)}
      >
        {t.deniedOther}
      </Button>
    </Empty>
  );
  return whole ? <main>{denied}</main> : denied;
}
