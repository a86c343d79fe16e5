import type { Reading } from "./sight";

/** The reader that some browsers have (Shape Detection API). */
interface Detector {
  detect: (picture: ImageData) => Promise<{ rawValue: string; format: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

/** Kinds of symbols that are looked for, by the browser's names. A reader without the first three is not used. */
const formats = [
  "data_matrix",
  "qr_code",
  "code_128",
  "code_39",
  "code_93",
  "ean_13",
  "ean_8",
  "itf",
  "upc_a",
  "upc_e",
];
const needed = 3;
const grids = new Set(["data_matrix", "qr_code", "aztec", "pdf417"]);
/** What stands before the text of a GS1 symbol (ISO/IEC 15424). */
const gs1: Record<string, string> = { data_matrix: "]d2", qr_code: "]Q3", code_128: "]C1" };

/** What a browser has read: it gives FNC1 at the beginning of a GS1 symbol as GS. */
export function readingOf(format: string, raw: string): Reading {
  const mark = raw.startsWith("\u001d") ? gs1[format] : undefined;
  return { code: mark ? mark + raw.slice(1) : raw, linear: !grids.has(format) };
}

/** The browser's own reader of pictures, if it has one that is good enough. */
export async function nativeReader(): Promise<((picture: ImageData) => Promise<Reading[]>) | undefined> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!found) return undefined;
  const known = await found.getSupportedFormats().catch((): string[] => []);
  if (!formats.slice(0, needed).every((f) => known.includes(f))) return undefined;
  const detector = new found({ formats: formats.filter((f) => known.includes(f)) });
  return async (picture) => (await detector.detect(picture)).map((d) => readingOf(d.format, d.rawValue));
}
