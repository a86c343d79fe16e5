import { Modal, type ModalProps } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { messages } from "@/app/messages";

export interface Props extends Pick<ModalProps, "title" | "size" | "children"> {
  close: () => void;
}

/** What a dialog is drawn with. */
export function OpenDialog({ close, ...props }: Props) {
  const t = useMessages(messages);
  return (
    <Modal
      opened
      centered
      yOffset="2dvh"
      onClose={close}
      closeButtonProps={{ "aria-label": t.close, size: 48, iconSize: 26 }}
      styles={{ header: { minHeight: 56, paddingBlock: 4 }, title: { fontSize: 18, fontWeight: 650 } }}
      {...props}
    />
  );
}
