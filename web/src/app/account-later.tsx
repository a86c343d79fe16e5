import { ActionIcon } from "@mantine/core";
import { IconUserCircle } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useMessages } from "./i18n";
import { messages } from "./messages";

const load = () => import("./account").then((m) => ({ default: m.AccountMenu }));
const Menu = lazy(load);

/** The button of the account's menu, which is fetched when it is first wanted. */
export function AccountMenu() {
  const t = useMessages(messages);
  const [wanted, setWanted] = useState(false);
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t.account}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onClick={() => setWanted(true)}
    >
      <IconUserCircle aria-hidden />
    </ActionIcon>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Menu />
    </Suspense>
  ) : (
    button
  );
}
