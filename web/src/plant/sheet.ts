/** A cell of a spreadsheet, with where it stands: both from 1, the column as spreadsheets count. */
export interface Cell {
  text: string;
  line: number;
  column: number;
}

/** One thing that is wrong with a sheet. */
export interface SheetFault {
  line: number;
  column: number;
  /** The header of the column. */
  header: string;
  kind:
    | "quotes"
    | "noHeader"
    | "unknownHeader"
    | "twiceHeader"
    | "missingColumn"
    | "empty"
    | "server"
    | "choice"
    | "unknownPart";
  /** What is there, or what the server says of it. */
  text: string;
}

/** Parts the text of a spreadsheet into cells: parted by tabs, semicolons or commas, as CSV or as it was copied. */
export function cellsOf(text: string): { rows: Cell[][]; faults: SheetFault[] } {
  const source = text.replace(/^\uFEFF/, "");
  const head = source.split("\n", 1)[0] ?? "";
  const separator = ["\t", ";", ","].reduce((a, b) => (head.split(b).length > head.split(a).length ? b : a), "\t");
  const rows: Cell[][] = [];
  const faults: SheetFault[] = [];
  let line = 1;
  let row: Cell[] = [];
  let i = 0;
  const end = () => {
    if (row.some((c) => c.text !== "")) rows.push(row);
    row = [];
  };
  while (i < source.length) {
    const at = { line, column: row.length + 1 };
    let cell = "";
    if (source[i] === '"') {
      let closed = false;
      for (i++; i < source.length; i++) {
        if (source[i] === '"' && source[i + 1] !== '"') {
          closed = true;
          i++;
          break;
        }
        if (source[i] === '"') i++;
        if (source[i] === "\n") line++;
        cell += source[i] ?? "";
      }
      if (!closed) faults.push({ ...at, header: "", kind: "quotes", text: cell.slice(0, 40) });
    }
    while (i < source.length && source[i] !== separator && source[i] !== "\n") cell += source[i++] ?? "";
    row.push({ ...at, text: cell.replace(/\r$/, "").trim() });
    if (i < source.length && source[i] === "\n") {
      end();
      line++;
    }
    i++;
  }
  end();
  return { rows, faults };
}

/** What the columns of a sheet may hold: the names by which each is known, without case, spaces and signs. */
export type Columns<K extends string> = Record<K, { names: readonly string[]; needed?: true }>;

/** A row of a sheet by what its columns hold. */
export type Row<K extends string> = Partial<Record<K, Cell>> & { line: number };

const bare = (header: string) => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Reads a sheet whose first row names the columns. */
export function readSheet<K extends string>(
  text: string,
  columns: Columns<K>,
): { records: Row<K>[]; faults: SheetFault[] } {
  const { rows, faults } = cellsOf(text);
  const [head, ...body] = rows;
  if (!head)
    return { records: [], faults: [{ line: 1, column: 1, header: "", kind: "noHeader", text: "" }, ...faults] };
  const keys = Object.keys(columns) as K[];
  const found = head.map((cell) => keys.find((key) => columns[key].names.includes(bare(cell.text))));
  head.forEach((cell, i) => {
    const key = found[i];
    const fault = (kind: SheetFault["kind"]) =>
      faults.push({ line: cell.line, column: cell.column, header: cell.text, kind, text: cell.text });
    if (key === undefined && cell.text !== "") fault("unknownHeader");
    if (key !== undefined && found.indexOf(key) < i) fault("twiceHeader");
  });
  for (const key of keys) {
    if (columns[key].needed && !found.includes(key)) {
      faults.push({ line: 1, column: 0, header: key, kind: "missingColumn", text: key });
    }
  }
  const records = body.map((row) => {
    const record: Partial<Record<K, Cell>> & { line: number } = { line: row[0]?.line ?? 0 } as Row<K>;
    row.forEach((cell, i) => {
      const key = found[i];
      if (key !== undefined && cell.text !== "") (record as Partial<Record<K, Cell>>)[key] = cell;
    });
    for (const key of keys) {
      if (columns[key].needed && found.includes(key) && !record[key]) {
        const column = found.indexOf(key) + 1;
        faults.push({ line: record.line, column, header: head[column - 1]?.text ?? key, kind: "empty", text: "" });
      }
    }
    return record;
  });
  return { records, faults };
}

/** The letters that a spreadsheet has above a column: 1 is A, 27 is AA. */
export function lettersOf(column: number): string {
  let letters = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** What a word in a sheet means of how parts are told apart; undefined for none that is known. */
export function trackingOf(word: string): "serial" | "lot" | "none" | "late-serial" | undefined {
  const known = {
    serial: ["serial", "serialnumber", "sn", "seriennummer", "serie", "yes", "ja", "si", "x"],
    lot: ["lot", "batch", "charge", "lote", "los"],
    none: ["none", "no", "nein", "nothing", "nichts", "nada", "keine"],
    "late-serial": ["lateserial"],
  } as const;
  const found = Object.entries(known).find(([, words]) => (words as readonly string[]).includes(bare(word)));
  return found?.[0] as keyof typeof known | undefined;
}
