import { save } from "@/app/save";

/** A table as a file that spreadsheets open. A text that could be taken for a formula there stays a text. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    if (typeof value === "number") return String(value);
    const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** Gives a table to the reader as a file. */
export function saveTable(name: string, rows: readonly (readonly (string | number)[])[]): void {
  save(name, "text/csv", csv(rows));
}
