/** A text of an address; undefined for none. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value); // the address does not say what it was
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** One of some texts of an address. */
export function oneOf<T extends string>(options: readonly T[], value: unknown): T | undefined {
  return options.find((o) => o === value);
}

/** A switch of an address. */
export function flag(value: unknown): true | undefined {
  return value === true || value === "true" || value === 1 ? true : undefined;
}
