import { Text } from "@mantine/core";
import { catalogue, useMessages } from "@/app/i18n";
import { Notice } from "@/ui/notice";
import { lettersOf, type SheetFault } from "./sheet";

const messages = catalogue({
  en: {
    title: (n: number) =>
      n === 1 ? "One cell is wrong; nothing was taken over" : `${n} cells are wrong; nothing was taken over`,
    row: (n: number) => `Row ${n}`,
    column: (c: string) => `column ${c}`,
    quotes: "The quotes are never closed.",
    noHeader: "There are no cells. The first row names the columns.",
    unknownHeader: "It is not known what this column holds. Name it otherwise, or take it out.",
    twiceHeader: "There are two columns of this kind.",
    missingColumn: "This column is missing.",
    empty: "It is empty, and must not be.",
    choice: "It cannot be understood.",
    unknownPart: "The plant has no such part. Take the parts over first.",
  },
  de: {
    title: (n: number) =>
      n === 1 ? "Eine Zelle ist falsch; nichts wurde übernommen" : `${n} Zellen sind falsch; nichts wurde übernommen`,
    row: (n: number) => `Zeile ${n}`,
    column: (c: string) => `Spalte ${c}`,
    quotes: "Die Anführungszeichen werden nie geschlossen.",
    noHeader: "Es gibt keine Zellen. Die erste Zeile benennt die Spalten.",
    unknownHeader: "Was diese Spalte enthält, ist nicht bekannt. Anders benennen oder herausnehmen.",
    twiceHeader: "Diese Spalte gibt es zweimal.",
    missingColumn: "Diese Spalte fehlt.",
    empty: "Sie ist leer und darf es nicht sein.",
    choice: "Das ist nicht zu verstehen.",
    unknownPart: "Das Werk hat kein solches Teil. Erst die Teile übernehmen.",
  },
  es: {
    title: (n: number) => (n === 1 ? "Una celda está mal; no se tomó nada" : `${n} celdas están mal; no se tomó nada`),
    row: (n: number) => `Fila ${n}`,
    column: (c: string) => `columna ${c}`,
    quotes: "Las comillas no se cierran.",
    noHeader: "No hay celdas. La primera fila nombra las columnas.",
    unknownHeader: "No se sabe qué contiene esta columna. Nómbrela de otro modo o quítela.",
    twiceHeader: "Hay dos columnas de este tipo.",
    missingColumn: "Falta esta columna.",
    empty: "Está vacía y no debe estarlo.",
    choice: "No se entiende.",
    unknownPart: "La planta no tiene esa pieza. Incorpore antes las piezas.",
  },
});

/** Names the row and the column of every fault of a sheet. */
export function SheetFaults({ faults }: { faults: readonly SheetFault[] }) {
  const t = useMessages(messages);
  if (faults.length === 0) return null;
  return (
    <Notice tone="stop" title={t.title(faults.length)}>
      {faults.map((f) => (
        <Text key={JSON.stringify(f)} size="sm" className="world">
          <b>
            {t.row(f.line)}
            {f.column > 0 ? `, ${t.column(lettersOf(f.column))}` : ""}
            {f.header ? ` (${f.header})` : ""}
          </b>
          {f.kind === "server" ? `: ${f.text}` : `${f.text && f.text !== f.header ? ` “${f.text}”` : ""}: ${t[f.kind]}`}
        </Text>
      ))}
    </Notice>
  );
}
