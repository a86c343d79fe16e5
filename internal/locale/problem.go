package locale

// Problem says the title of a problem that was not judged, and how to mend it.
func (l *Language) Problem(code, title, fix string) (string, string) {
	if l == nil {
		return title, fix
	}
	if said, ok := l.problems[code]; ok {
		return said.text, said.next
	}
	return title, fix
}

// germanProblems are the codes of problems in German.
var germanProblems = map[string]sentences{
	"H400": {"Der Inhalt ist nicht zu lesen.", "Den Inhalt an der Stelle berichtigen, die der Fehler nennt."},
	"H401": {"Niemand ist angemeldet.", "Anmelden, oder ein gültiges Token senden: Authorization: Bearer <token>."},
	"H403": {"Das ist nicht erlaubt.", "Einen Administrator um die Rolle bitten, die der Fehler nennt."},
	"H404": {"Unter dieser Adresse gibt es nichts.", "Die Adresse unter /api/reference nachsehen."},
	"H405": {"Die Adresse nimmt diese Methode nicht.", "Eine der Methoden aus der Kopfzeile Allow nehmen."},
	"H406": {"So, wie sie gewünscht ist, kann die Antwort nicht gegeben werden.", "Eine der Formen verlangen, die der Fehler nennt."},
	"H408": {"Der Inhalt kam zu langsam.", "Dieselbe Anfrage noch einmal senden."},
	"H409": {"Der Code passt auf mehrere Objekte.", "Noch einmal fragen, mit der Kennung eines der Kandidaten."},
	"H413": {"Der Inhalt ist zu groß.", "In mehreren Anfragen senden."},
	"H414": {"Die Adresse ist zu lang.", "In mehreren Fragen fragen, oder als benannte Abfrage anlegen."},
	"H415": {"Der Inhalt ist von einer Art, die hier nicht genommen wird.", "application/json senden, wie es ist oder mit gzip verdichtet."},
	"H422": {"Die Anfrage hat einen Wert, der nicht zu brauchen ist.", "Berichtigen, was die Fehler nennen."},
	"H429": {"Es waren zu viele Versuche.", "So lange warten, wie die Kopfzeile Retry-After sagt."},
	"H450": {"Die Anfrage kommt von einer anderen Website.", "Die Seite dieses Servers selbst öffnen; Programme senden ein Token."},
	"H451": {"So etwas gibt es nicht.", "In der Liste nachsehen, in die es gehört."},
	"H452": {"In der Adresse steht Text, der nicht zu brauchen ist.", "Den Text in UTF-8 und dann mit Prozentzeichen kodieren."},
	"H453": {"Nur ein Gerät oder ein Administrator spricht für andere.", "operator weglassen, oder dem Terminal ein Token mit der Rolle device geben."},
	"H454": {"Der Ausweis ist nicht bekannt.", "Den Ausweis eintragen lassen, oder noch einmal lesen."},
	"H455": {"Ausweis und PIN melden niemanden an.", "Den Ausweis noch einmal lesen und die PIN eingeben; bleibt es so, einen Administrator fragen."},
	"H456": {"Der Ausweis allein meldet nicht an.", "Auch die PIN eingeben; wer keine hat, bekommt sie von einem Administrator."},
	"H457": {"Mehrere sind hier angemeldet: Wer ist es?", "Noch einmal unter derselben Kennung senden, mit dem Ausweis als operator, mit der Sitzung oder mit ihrem Token."},
	"H458": {"Diese Sitzung gibt es hier nicht.", "Noch einmal anmelden und die neue Sitzung senden, oder den Ausweis als operator angeben."},
	"H459": {"Der Ausweis gehört jemand anderem.", "Einen anderen Ausweis geben."},
	"H460": {"Die Adresse ist kein GS1 Digital Link.", "Mit dem Etikett vergleichen, oder noch einmal lesen."},
	"H461": {"Es waren zu viele Fragen.", "So lange warten, wie die Kopfzeile Retry-After sagt, oder anmelden."},
	"H462": {"Die Antwort ist zu groß.", "Die Frage einengen, etwa mit Zeiten, oder Seite für Seite fragen."},
	"H463": {"Ein Ereignis mit dieser Kennung gibt es schon.", "Es lassen, ein anderes mit eigener Kennung senden, oder das erste mit errorDeclaration für falsch erklären."},
	"H464": {"Hiervon ist nichts für alle offen.", "Anmelden, oder das Token von jemandem senden, der lesen darf."},
	"H465": {"Eine Abfrage dieses Namens gibt es schon.", "Einen anderen Namen wählen, oder die Abfrage erst löschen; das beendet ihre Abonnements."},
	"H468": {"Ein Ausweis wird nicht nachgemeldet.", "Den Ausweis weglassen und als operator dessen angeben, was die Person inzwischen getan hat."},
	"H470": {"Dateien dieser Art werden nicht aufbewahrt.", "Als JPEG, PNG, WebP, PDF oder reinen Text senden."},
	"H471": {"Die Datei wurde gelöscht.", "Keine: Sie wird nicht zurückgegeben und nicht wieder aufbewahrt."},
	"H500": {"Der Server hat einen Fehler gemacht.", "Die Anfrage unter derselben Kennung noch einmal senden; bleibt es so, ihn mit der Kennung der Anfrage melden."},
	"H501": {"Das wird hier nicht gemacht.", "Weglassen: Token brauchen keine Pflege."},
	"H503": {"Der Server ist beschäftigt; nichts ist geschehen.", "Dieselbe Anfrage nach den Sekunden in Retry-After noch einmal senden."},
	"H504": {"Die Antwort hat zu lange gedauert.", "Einen Befehl unter seiner Kennung noch einmal senden; eine Frage einengen."},
	"H507": {"Die Platte des Speichers ist voll; nichts ist gebucht.", "Platz schaffen oder die Platte vergrößern; was bestätigt wurde, ist nicht verloren."},
	"H550": {"Dieser Server steht bereit und bucht nichts.", "An den schreibenden Server senden, oder noch einmal: Dieser übernimmt, wenn der andere hält."},
	"H551": {"Das Journal kann nur gelesen werden.", "Unter /readyz steht der Grund; dann: tracewright verify."},
	"H552": {"Der Server hält an; nichts ist geschehen.", "Dieselbe Anfrage gleich noch einmal senden."},
	"H553": {"Der Speicher ist nicht zu erreichen.", "Dieselbe Anfrage unter derselben Kennung noch einmal senden."},
	"H554": {"Die Sichten sind noch nicht so weit.", "Noch einmal fragen, oder den schreibenden Server fragen."},
}

// spanishProblems are the codes of problems in Spanish.
var spanishProblems = map[string]sentences{
	"H400": {"El contenido no se puede leer.", "Corrija el contenido en el lugar que nombra el error."},
	"H401": {"Nadie ha iniciado sesión.", "Inicie sesión, o envíe un token válido: Authorization: Bearer <token>."},
	"H403": {"Esto no está permitido.", "Pida a un administrador el rol que nombra el error."},
	"H404": {"En esta dirección no hay nada.", "Busque la dirección en /api/reference."},
	"H405": {"La dirección no admite este método.", "Use uno de los métodos de la cabecera Allow."},
	"H406": {"La respuesta no se puede dar como se pide.", "Pida una de las formas que nombra el error."},
	"H408": {"El contenido llegó demasiado despacio.", "Envíe de nuevo la misma petición."},
	"H409": {"El código corresponde a varios objetos.", "Pregunte de nuevo con el identificador de uno de los candidatos."},
	"H413": {"El contenido es demasiado grande.", "Envíelo en varias peticiones."},
	"H414": {"La dirección es demasiado larga.", "Pregunte en varias veces, o guárdela como consulta con nombre."},
	"H415": {"El contenido es de un tipo que aquí no se admite.", "Envíe application/json, tal cual o comprimido con gzip."},
	"H422": {"La petición tiene un valor que no se puede usar.", "Corrija lo que nombran los errores."},
	"H429": {"Hubo demasiados intentos.", "Espere lo que dice la cabecera Retry-After."},
	"H450": {"La petición viene de otro sitio web.", "Abra la página de este mismo servidor; los programas envían un token."},
	"H451": {"No existe tal cosa.", "Búsquelo en la lista a la que pertenece."},
	"H452": {"La dirección contiene texto que no se puede usar.", "Codifique el texto en UTF-8 y después con porcentajes."},
	"H453": {"Solo un dispositivo o un administrador habla por otros.", "Deje fuera operator, o dé al terminal un token con el rol device."},
	"H454": {"La tarjeta no se conoce.", "Haga registrar la tarjeta, o léala de nuevo."},
	"H455": {"La tarjeta y el PIN no dan entrada a nadie.", "Lea de nuevo la tarjeta y escriba el PIN; si sigue igual, pregunte a un administrador."},
	"H456": {"La tarjeta sola no basta para entrar.", "Escriba también el PIN; a quien no tiene se lo pone un administrador."},
	"H457": {"Hay varias personas con sesión aquí: ¿quién es?", "Envíelo de nuevo con el mismo identificador, con la tarjeta como operator, con la sesión o con su token."},
	"H458": {"Aquí no hay tal sesión.", "Inicie sesión de nuevo y envíe la nueva, o dé la tarjeta como operator."},
	"H459": {"La tarjeta es de otra persona.", "Dé otra tarjeta."},
	"H460": {"La dirección no es un GS1 Digital Link.", "Compárela con la etiqueta, o léala de nuevo."},
	"H461": {"Hubo demasiadas preguntas.", "Espere lo que dice la cabecera Retry-After, o inicie sesión."},
	"H462": {"La respuesta es demasiado grande.", "Acote la pregunta, por ejemplo con horas, o pregunte página a página."},
	"H463": {"Ya hay un evento con este identificador.", "Déjelo, envíe otro con identificador propio, o declare erróneo el primero con errorDeclaration."},
	"H464": {"Nada de esto está abierto a todos.", "Inicie sesión, o envíe el token de alguien que pueda leer."},
	"H465": {"Ya hay una consulta con este nombre.", "Elija otro nombre, o elimine antes la consulta, lo que termina sus suscripciones."},
	"H468": {"Una tarjeta no se notifica después.", "Deje fuera la tarjeta, y póngala como operator de lo que la persona hizo entretanto."},
	"H470": {"Los archivos de este tipo no se conservan.", "Envíelo como JPEG, PNG, WebP, PDF o texto sin formato."},
	"H471": {"El archivo se borró.", "Ninguna: no se devuelve ni se conserva otra vez."},
	"H500": {"El servidor ha cometido un error.", "Envíe de nuevo la petición con el mismo identificador; si sigue igual, comuníquelo con el identificador de la petición."},
	"H501": {"Esto no se hace aquí.", "Déjelo fuera: los tokens no necesitan cuidado."},
	"H503": {"El servidor está ocupado; no se hizo nada.", "Envíe de nuevo la misma petición tras los segundos de Retry-After."},
	"H504": {"La respuesta tardó demasiado.", "Envíe de nuevo un mandato con su identificador; acote una pregunta."},
	"H507": {"El disco del almacén está lleno; no se registró nada.", "Libere espacio o amplíe el disco; no se ha perdido nada de lo confirmado."},
	"H550": {"Este servidor está en espera y no registra nada.", "Envíelo al servidor que escribe, o de nuevo: este lo releva cuando el otro se detiene."},
	"H551": {"El diario es de solo lectura.", "Lea el motivo en /readyz; después: tracewright verify."},
	"H552": {"El servidor se está deteniendo; no se hizo nada.", "Envíe de nuevo la misma petición en un momento."},
	"H553": {"No se llega al almacén.", "Envíe de nuevo la misma petición con el mismo identificador."},
	"H554": {"Las vistas aún no han llegado hasta ahí.", "Pregunte de nuevo, o pregunte al servidor que escribe."},
}
