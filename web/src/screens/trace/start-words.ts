import { catalogue } from "@/app/i18n";

/** What is said beside the fields with which a trace begins. */
export const startWords = catalogue({
  en: {
    needed: "It is needed to begin with",
    zone: (zone: string) => `By the clock of the plant (${zone})`,
    personHint: "Type a name and choose it, or an id of the journal",
    personByID: "By id, as records and the journal show it: your role sees no names",
  },
  de: {
    needed: "Ohne diese Angabe beginnt es nicht",
    zone: (zone: string) => `Nach der Uhr des Werks (${zone})`,
    personHint: "Einen Namen tippen und wählen, oder eine Kennung des Journals",
    personByID: "Nach der Kennung, wie Akten und Journal sie zeigen: Ihre Rolle sieht keine Namen",
  },
  es: {
    needed: "Hace falta para empezar",
    zone: (zone: string) => `Según el reloj de la planta (${zone})`,
    personHint: "Escriba un nombre y elíjalo, o un identificador del diario",
    personByID: "Por identificador, como en fichas y diario: su rol no ve nombres",
  },
});
