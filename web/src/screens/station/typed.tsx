import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import type { Judge } from "./judge";
import { messages } from "./messages";
import { big } from "./verdict-panel";

/** Takes a code from the keyboard, for what no scanner reads. */
export function Typed({ judge, close }: { judge: Judge; close: () => void }) {
  const t = useMessages(messages);
  const [code, setCode] = useState("");
  return (
    <Dialog close={close} title={t.typeTitle}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (code.trim()) judge.act({ code: code.trim() });
          close();
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            size="lg"
            label={t.typeLabel}
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
          <Button {...big} type="submit">
            {t.send}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
