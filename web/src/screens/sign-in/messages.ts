import { catalogue } from "@/app/i18n";

export const messages = catalogue({
  en: {
    title: "Sign in",
    person: "A person",
    device: "A device",
    badge: "Badge",
    badgeHint: "Scan the badge, or type what stands on it.",
    pin: "PIN or password",
    token: "Token",
    tokenHint: "Made with tracewright token create. That of a device makes this browser the terminal of a station.",
    signIn: "Sign in",
    first:
      "The first administrator's token is in the file admin.token in the server's data folder. A demo is entered by the address that it has printed in the terminal.",
    missing: "Fill this in.",
  },
  de: {
    title: "Anmelden",
    person: "Eine Person",
    device: "Ein Gerät",
    badge: "Ausweis",
    badgeHint: "Den Ausweis scannen oder eingeben, was darauf steht.",
    pin: "PIN oder Passwort",
    token: "Token",
    tokenHint:
      "Entsteht mit tracewright token create. Das eines Geräts macht diesen Browser zum Terminal einer Station.",
    signIn: "Anmelden",
    first:
      "Das Token des ersten Administrators steht in der Datei admin.token im Datenordner des Servers. Eine Demo betritt man über die Adresse, die sie im Terminal ausgegeben hat.",
    missing: "Bitte ausfüllen.",
  },
  es: {
    title: "Iniciar sesión",
    person: "Una persona",
    device: "Un dispositivo",
    badge: "Credencial",
    badgeHint: "Escanee la credencial o escriba lo que figura en ella.",
    pin: "PIN o contraseña",
    token: "Token",
    tokenHint:
      "Se crea con tracewright token create. El de un dispositivo convierte este navegador en el terminal de una estación.",
    signIn: "Entrar",
    first:
      "El token del primer administrador está en el archivo admin.token de la carpeta de datos del servidor. A una demo se entra por la dirección que ha mostrado en el terminal.",
    missing: "Rellene este campo.",
  },
});
