export type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is a text field. */
export function fieldOf(target: EventTarget | null): Field | undefined {
  const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return field ? target : undefined;
}

/** Puts a text into a field, so that its owner notices. */
export function write(field: Field, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
