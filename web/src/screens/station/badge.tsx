import { PasswordInput, TextInput } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { messages } from "./messages";

/** A badge and the PIN of its person. */
export interface Shown {
  badge: string;
  pin: string;
}

interface Props {
  shown: Shown;
  set: (change: Partial<Shown>) => void;
  /** Whether it was sent already, so that what is missing is said. */
  tried: boolean;
}

/** The fields of badge and PIN; what the PIN is nobody sees. */
export function BadgeFields({ shown, set, tried }: Props) {
  const t = useMessages(messages);
  return (
    <>
      <TextInput
        label={t.badge}
        size="lg"
        autoComplete="off"
        value={shown.badge}
        error={tried && shown.badge === "" ? t.badgeHint : undefined}
        onChange={(e) => set({ badge: e.currentTarget.value })}
      />
      <PasswordInput
        label={t.pin}
        size="lg"
        data-autofocus
        autoComplete="off"
        visible={false}
        rightSection={<></>}
        value={shown.pin}
        error={tried && shown.pin === "" ? t.pinHint : undefined}
        onChange={(e) => set({ pin: e.currentTarget.value })}
      />
    </>
  );
}
