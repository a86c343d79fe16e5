import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";

interface Props extends Omit<TextInputProps, "value" | "defaultValue" | "onChange"> {
  /** What the address has. */
  value: string | undefined;
  /** Gets the text once nobody types any more; undefined for none. */
  onFilter: (text: string | undefined) => void;
}

/** A field for what a list is filtered by. What a scanner types into it does not reach the address. */
export function Filter({ value, onFilter, ...props }: Props) {
  const tell = useDebouncedCallback(onFilter, 250);
  return (
    <TextInput
      {...props}
      defaultValue={value ?? ""}
      onChange={(e) => tell(e.currentTarget.value.trim() || undefined)}
    />
  );
}
