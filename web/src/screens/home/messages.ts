import { catalogue } from "@/app/i18n";

export const messages = catalogue({
  en: {
    hello: (name: string) => (name ? `Good to see you, ${name}` : "Welcome"),
    scan: "Scan something",
    scanHint: "Hold any code in front of the scanner, or type it: a unit, a {lot}, a box, a label.",
    look: "Look it up",
    screens: "Where to",
    noPlant: "This server has no plant yet",
    noPlantFix: "Five questions make one, and the first part can be scanned in a few minutes.",
    begin: "Start my own factory",
  },
  de: {
    hello: (name: string) => (name ? `Schön, dass Sie da sind, ${name}` : "Willkommen"),
    scan: "Etwas scannen",
    scanHint: "Irgendeinen Code scannen oder eintippen: ein Teil, eine {lot}, eine Kiste, ein Etikett.",
    look: "Nachschlagen",
    screens: "Wohin",
    noPlant: "Dieser Server hat noch kein Werk",
    noPlantFix: "Fünf Fragen genügen, und nach wenigen Minuten lässt sich das erste Teil scannen.",
    begin: "Meine eigene Fabrik beginnen",
  },
  es: {
    hello: (name: string) => (name ? `Hola, ${name}` : "Bienvenido"),
    scan: "Escanee algo",
    scanHint: "Escanee o escriba cualquier código: una pieza, un {lot}, una caja, una etiqueta.",
    look: "Consultar",
    screens: "Adónde",
    noPlant: "Este servidor aún no tiene planta",
    noPlantFix: "Con cinco preguntas se crea, y en unos minutos se escanea la primera pieza.",
    begin: "Empezar mi propia fábrica",
  },
});
