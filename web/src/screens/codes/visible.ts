/** A text with its control characters as they can be seen: U+2400 and what follows. */
export function visible(code: string): string {
  return code.replace(/[\u0000-\u001F]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)));
}
