package localtls

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/resolver"
)

// words are what the page says: in English, German and Spanish.
var words = map[string]map[resolver.Language]string{
	"title": {
		"en": "Let this device trust the server",
		"de": "Dieses Gerät dem Server vertrauen lassen",
		"es": "Que este dispositivo confíe en el servidor",
	},
	"why": {
		"en": "Camera scanning, working on while the server is away and a screen that stays on need an encrypted connection. For it, this device is told once whose certificates are right.",
		"de": "Scannen mit der Kamera, Weiterarbeiten ohne Server und ein Bildschirm, der an bleibt, brauchen eine verschlüsselte Verbindung. Dafür wird diesem Gerät einmal gesagt, wessen Zertifikate gelten.",
		"es": "Escanear con la cámara, seguir trabajando sin el servidor y que la pantalla no se apague requieren una conexión cifrada. Para ello se indica una vez a este dispositivo qué certificados valen.",
	},
	"get":      {"en": "Get the certificate", "de": "Das Zertifikat holen", "es": "Obtener el certificado"},
	"download": {"en": "Download", "de": "Herunterladen", "es": "Descargar"},
	"compare":  {"en": "Compare its fingerprint", "de": "Den Fingerabdruck vergleichen", "es": "Comparar la huella"},
	"compareText": {
		"en": "The device shows a SHA-256 fingerprint when it installs the certificate. It has to be the one that “tracewright tls show” prints on the server:",
		"de": "Beim Installieren zeigt das Gerät einen SHA-256-Fingerabdruck. Es muss der sein, den „tracewright tls show“ auf dem Server ausgibt:",
		"es": "Al instalarlo, el dispositivo muestra una huella SHA-256. Debe ser la que imprime «tracewright tls show» en el servidor:",
	},
	"listed":  {"en": "Listed as", "de": "In der Liste heißt es", "es": "En la lista aparece como"},
	"until":   {"en": "valid until", "de": "gültig bis", "es": "válido hasta"},
	"install": {"en": "Install it", "de": "Installieren", "es": "Instalarlo"},
	"android": {"en": "Android", "de": "Android", "es": "Android"},
	"androidText": {
		"en": "Settings → Security & privacy → More security settings → Encryption & credentials → Install a certificate → CA certificate. Confirm the warning, then choose the file tracewright-ca.crt.",
		"de": "Einstellungen → Sicherheit & Datenschutz → Weitere Sicherheitseinstellungen → Verschlüsselung & Anmeldedaten → Zertifikat installieren → CA-Zertifikat. Den Hinweis bestätigen und die Datei tracewright-ca.crt wählen.",
		"es": "Ajustes → Seguridad y privacidad → Más ajustes de seguridad → Cifrado y credenciales → Instalar un certificado → Certificado de CA. Confirme el aviso y elija el archivo tracewright-ca.crt.",
	},
	"apple": {"en": "iPhone and iPad", "de": "iPhone und iPad", "es": "iPhone y iPad"},
	"appleText": {
		"en": "Open this page in Safari and allow the download. Then Settings → Profile downloaded → Install.\nLast, Settings → General → About → Certificate Trust Settings: switch it on for this certificate.",
		"de": "Diese Seite in Safari öffnen und das Laden erlauben. Dann Einstellungen → Profil geladen → Installieren.\nZuletzt Einstellungen → Allgemein → Info → Zertifikatsvertrauenseinstellungen: für dieses Zertifikat einschalten.",
		"es": "Abra esta página en Safari y permita la descarga. Después, Ajustes → Perfil descargado → Instalar.\nPor último, Ajustes → General → Información → Ajustes de confianza de los certificados: actívelo para este certificado.",
	},
	"windows": {"en": "Windows (Chrome, Edge)", "de": "Windows (Chrome, Edge)", "es": "Windows (Chrome, Edge)"},
	"windowsText": {
		"en": "Open the file → Install Certificate → Local Machine → Place all certificates in the following store → Trusted Root Certification Authorities. Then start the browser again.",
		"de": "Die Datei öffnen → Zertifikat installieren → Lokaler Computer → Alle Zertifikate in folgendem Speicher speichern → Vertrauenswürdige Stammzertifizierungsstellen. Danach den Browser neu starten.",
		"es": "Abra el archivo → Instalar certificado → Equipo local → Colocar todos los certificados en el siguiente almacén → Entidades de certificación raíz de confianza. Después reinicie el navegador.",
	},
	"mac": {"en": "macOS", "de": "macOS", "es": "macOS"},
	"macText": {
		"en": "Open the file, which adds it to the keychain. In Keychain Access open the certificate → Trust → When using this certificate: Always Trust.",
		"de": "Die Datei öffnen, damit sie in den Schlüsselbund kommt. In der Schlüsselbundverwaltung das Zertifikat öffnen → Vertrauen → Bei Verwendung dieses Zertifikats: Immer vertrauen.",
		"es": "Abra el archivo para añadirlo al llavero. En Acceso a Llaveros, abra el certificado → Confiar → Al utilizar este certificado: Confiar siempre.",
	},
	"firefox": {"en": "Firefox, and Chrome on Linux", "de": "Firefox, und Chrome unter Linux", "es": "Firefox, y Chrome en Linux"},
	"firefoxText": {
		"en": "Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import; tick “Trust this CA to identify websites”.\nChrome: Settings → Privacy and security → Security → Manage certificates → Custom → Trusted certificates → Import.",
		"de": "Firefox: Einstellungen → Datenschutz & Sicherheit → Zertifikate anzeigen → Zertifizierungsstellen → Importieren; „Dieser CA vertrauen, um Websites zu identifizieren“ ankreuzen.\nChrome: Einstellungen → Datenschutz und Sicherheit → Sicherheit → Zertifikate verwalten → Benutzerdefiniert → Vertrauenswürdige Zertifikate → Importieren.",
		"es": "Firefox: Ajustes → Privacidad y seguridad → Ver certificados → Autoridades → Importar; marque «Confiar en esta CA para identificar sitios web».\nChrome: Configuración → Privacidad y seguridad → Seguridad → Gestionar certificados → Personalizados → Certificados de confianza → Importar.",
	},
	"open":       {"en": "Open Tracewright", "de": "Tracewright öffnen", "es": "Abrir Tracewright"},
	"openButton": {"en": "Open the encrypted page", "de": "Die verschlüsselte Seite öffnen", "es": "Abrir la página cifrada"},
	"warned": {
		"en": "If the browser still warns, the certificate is not trusted yet: go through step 3 once more.",
		"de": "Warnt der Browser noch, wird dem Zertifikat noch nicht vertraut: Schritt 3 noch einmal durchgehen.",
		"es": "Si el navegador aún avisa, el certificado todavía no es de confianza: repita el paso 3.",
	},
	"next": {"en": "The next device", "de": "Das nächste Gerät", "es": "El siguiente dispositivo"},
	"nextText": {
		"en": "Point its camera at this code to open this page there.",
		"de": "Dessen Kamera auf diesen Code richten, um diese Seite dort zu öffnen.",
		"es": "Apunte su cámara a este código para abrir esta página allí.",
	},
}

func say(language resolver.Language, key string) (string, error) {
	text := words[key][language]
	if text == "" {
		return "", fmt.Errorf("the page has no word for %q in %s", key, language)
	}
	return text, nil
}
