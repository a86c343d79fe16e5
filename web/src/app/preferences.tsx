import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useMessages } from "./i18n";
import { messages } from "./messages";
import { changeSettings, languages, useSettings, type Density, type Language, type Scheme } from "./settings";

/** What each language calls itself. */
export const names: Record<Language, string> = { en: "English", de: "Deutsch", es: "Español" };

/** Language, colours and density of this device. */
export function Preferences() {
  const t = useMessages(messages);
  const settings = useSettings();
  return (
    <Stack gap="sm" px="sm" py="xs">
      <Choice
        label={t.language}
        value={settings.language}
        options={languages.map((l) => ({ value: l, label: names[l] }))}
        choose={(language: Language) => changeSettings({ language })}
      />
      <Choice
        label={t.scheme}
        value={settings.scheme}
        options={[
          { value: "auto", label: t.auto },
          { value: "light", label: t.light },
          { value: "dark", label: t.dark },
        ]}
        choose={(scheme: Scheme) => changeSettings({ scheme })}
      />
      <Choice
        label={t.density}
        value={settings.density}
        options={[
          { value: "compact", label: t.compact },
          { value: "normal", label: t.normal },
          { value: "touch", label: t.touch },
        ]}
        choose={(density: Density) => changeSettings({ density })}
      />
    </Stack>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  choose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  return (
    <div role="group" aria-label={label}>
      <Text size="sm" mb={4} aria-hidden>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        value={value}
        data={options}
        onChange={(v) => choose(v)}
        aria-label={label}
      />
    </div>
  );
}
