import { Modal, type ModalProps } from "@mantine/core";
import { useMessages } from "@/app/i18n";
import { messages } from "@/app/messages";

interface Props extends Pick<ModalProps, "title" | "size" | "children"> {
  close: () => void;
}

/** Lies over a screen until it is answered or closed. It is there while it is drawn. */
export function Dialog({ close, ...props }: Props) {
  const t = useMessages(messages);
  return <Modal opened centered onClose={close} closeButtonProps={{ "aria-label": t.close }} {...props} />;
}
