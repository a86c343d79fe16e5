import { catalogue } from "@/app/i18n";

/** What is said of the labels of an object. */
export const labelWords = catalogue({
  en: {
    labels: "Labels",
    when: "Asked for",
    by: "By",
    byEvent: "by itself, on an event",
    scannedBack: "Scanned back",
    again: (job: string, why: string) => `again after ${job}: ${why}`,
  },
  de: {
    labels: "Etiketten",
    when: "Verlangt",
    by: "Von",
    byEvent: "von selbst, bei einem Ereignis",
    scannedBack: "Zurückgescannt",
    again: (job: string, why: string) => `noch einmal nach ${job}: ${why}`,
  },
  es: {
    labels: "Etiquetas",
    when: "Pedida",
    by: "Por",
    byEvent: "por sí sola, en un evento",
    scannedBack: "Escaneada de vuelta",
    again: (job: string, why: string) => `otra vez tras ${job}: ${why}`,
  },
});
