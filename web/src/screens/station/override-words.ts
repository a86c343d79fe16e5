import { catalogue } from "@/app/i18n";
import type { Definition } from "./recipe";

export const overrideWords = catalogue({
  en: {
    why: "Why is it let pass?",
    other: "Another reason",
    missing: "Choose or write a reason.",
    signIn: "Only sign in",
    CHECKED: "Checked by hand: it is good",
    MENDED: "Already put right",
    AGREED: "Agreed with quality",
    RECORD: "Only the record is missing",
    DEVICE: "Tool or scanner failed",
    TRIAL: "Trial part",
  },
  de: {
    why: "Warum darf es durch?",
    other: "Ein anderer Grund",
    missing: "Einen Grund wählen oder schreiben.",
    signIn: "Nur anmelden",
    CHECKED: "Von Hand geprüft: Es ist gut",
    MENDED: "Schon behoben",
    AGREED: "Mit der Qualität abgesprochen",
    RECORD: "Nur die Aufzeichnung fehlt",
    DEVICE: "Werkzeug oder Scanner gestört",
    TRIAL: "Versuchsteil",
  },
  es: {
    why: "¿Por qué se deja pasar?",
    other: "Otro motivo",
    missing: "Elija o escriba un motivo.",
    signIn: "Solo entrar",
    CHECKED: "Revisado a mano: está bien",
    MENDED: "Ya está corregido",
    AGREED: "Acordado con calidad",
    RECORD: "Solo falta el registro",
    DEVICE: "Falló la herramienta o el escáner",
    TRIAL: "Pieza de prueba",
  },
});

/** A reason that can be chosen: its code on the command sheet, and what is recorded. */
export interface Reason {
  code: string;
  text: string;
}

const usual = ["CHECKED", "MENDED", "AGREED", "RECORD", "DEVICE", "TRIAL"] as const;

/** Why a rule may be overridden: the plant's own reasons, or the usual ones where it names none. */
export function overrideReasons(
  reasons: Definition["reasons"],
  t: Readonly<Record<(typeof usual)[number], string>>,
): Reason[] {
  const own = (reasons ?? []).filter((r) => r.for === "override");
  return own.length > 0
    ? own.map((r) => ({ code: r.code, text: r.name ?? r.code }))
    : usual.map((code) => ({ code, text: t[code] }));
}
