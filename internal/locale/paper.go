package locale

import (
	"strings"
	"sync"

	"github.com/tracewright/tracewright/internal/track"
)

// Paper says what stands on a document for people: a heading, the name of a
// column, a state. gaps are the names and values of what stands in braces. What
// is not known stays as it is.
func (l *Language) Paper(english string, gaps ...string) string {
	said := english
	if l != nil {
		if p, ok := papersOnce()[english]; ok {
			said = l.of(&p)
		} else if word, ok := l.words[english]; ok {
			said = word
		}
	}
	if len(gaps) == 0 {
		return said
	}
	filled := make(track.Evidence, len(gaps)/2)
	for i := 0; i+1 < len(gaps); i += 2 {
		filled[gaps[i]] = gaps[i+1]
	}
	return track.Fill(said, filled)
}

// Knows reports whether a language has words of its own for what stands on a
// document.
func (l *Language) Knows(english string) bool {
	_, paper := papersOnce()[english]
	_, word := l.words[english]
	return paper || word
}

// Decimal writes a decimal, which has a point, as the language does. Digits are
// not grouped: on paper they are compared with what a gauge shows.
func (l *Language) Decimal(text string) string {
	if l == nil || strings.Trim(text, "-0123456789.") != "" {
		return text
	}
	return strings.Replace(text, ".", ",", 1)
}

// Clock is how the language writes the time of a day, by package time.
func (l *Language) Clock() string {
	if l == nil {
		return "2006-01-02 15:04:05 MST"
	}
	return l.clock
}

// Tag is the tag of the language, as "de".
func (l *Language) Tag() string {
	if l == nil {
		return "en"
	}
	return l.tag
}

var papersOnce = sync.OnceValue(func() map[string]phrase {
	all := make(map[string]phrase, len(papers))
	for _, p := range papers {
		all[p.en] = p
	}
	return all
})

// papers are the words of documents: the as-built record, the answer of a trace.
var papers = []phrase{
	// Every page.
	{"page %d of %s", "Seite %d von %s", "página %d de %s"},
	{"entry {entry}, leaf {leaf} · tree of {tree}", "Eintrag {entry}, Blatt {leaf} · Baum von {tree}", "entrada {entry}, hoja {leaf} · árbol de {tree}"},
	{"{size}, root {root}", "{size}, Wurzel {root}", "{size}, raíz {root}"},
	{"Tracewright · journal of {entries} entries", "Tracewright · Journal mit {entries} Einträgen", "Tracewright · diario de {entries} entradas"},
	{"Times by the clock of the plant, {zone}.", "Zeiten nach der Uhr des Werks, {zone}.", "Horas según el reloj de la planta, {zone}."},

	// The as-built record.
	{"As-built record of {object}", "Bauakte von {object}", "Registro de fabricación de {object}"},
	{"{uri} · made {when} from the journal up to entry {entry}", "{uri} · erstellt {when} aus dem Journal bis Eintrag {entry}", "{uri} · hecho {when} con el diario hasta la entrada {entry}"},
	{"THIS RECORD IS NOT WHOLE: only the first {n} of {lists} are here.", "DIESE AKTE IST NICHT VOLLSTÄNDIG: nur die ersten {n} stehen hier, von: {lists}.", "ESTE REGISTRO NO ESTÁ COMPLETO: solo están los primeros {n} de: {lists}."},
	{"visits", "Arbeitsgänge", "operaciones"},
	{"measurements", "Messwerte", "mediciones"},
	{"defects", "Fehler", "defectos"},
	{"labels", "Etiketten", "etiquetas"},
	{"history", "Verlauf", "historial"},
	{"Kind", "Art", "Tipo"},
	{"Part", "Teil", "Pieza"},
	{"Made by", "Hersteller", "Fabricante"},
	{"Work order", "Auftrag", "Orden de trabajo"},
	{"Quantity", "Menge", "Cantidad"},
	{"Called", "Kennungen", "Identificadores"},
	{"State", "Zustand", "Estado"},
	{"Where", "Wo", "Dónde"},
	{"Inside", "Steckt in", "Dentro de"},
	{"On hold", "Gesperrt", "Bloqueado"},
	{"As built, beside as designed", "Wie gebaut, neben wie geplant", "Como se fabricó, junto a como se diseñó"},
	{"Line", "Pos", "Línea"},
	{"{built} of {wanted}", "{built} von {wanted}", "{built} de {wanted}"},
	{"MISSING", "FEHLT", "FALTA"},
	{"not due yet", "noch nicht an der Reihe", "aún no toca"},
	{"taken out {when}", "ausgebaut {when}", "retirado {when}"},
	{"by what was loaded", "nach dem, was gerüstet war", "según lo que estaba cargado"},
	{"possible: {why}", "möglich: {why}", "posible: {why}"},
	{"alternate", "Ersatzteil", "pieza alternativa"},
	{"ON NO LINE", "AUF KEINER POSITION", "EN NINGUNA LÍNEA"},
	{"voided since", "seither ungültig", "anulado después"},
	{"Operations", "Arbeitsgänge", "Operaciones"},
	{"Operation", "Arbeitsgang", "Operación"},
	{"Station", "Station", "Estación"},
	{"Begun", "Begonnen", "Inicio"},
	{"Ended", "Beendet", "Fin"},
	{"Outcome", "Ergebnis", "Resultado"},
	{"By", "Durch", "Por"},
	{"With", "Mit", "Con"},
	{"Measurements", "Messwerte", "Mediciones"},
	{"What", "Was", "Qué"},
	{"Value", "Wert", "Valor"},
	{"Limits", "Grenzen", "Límites"},
	{"When", "Wann", "Cuándo"},
	{"Where, with, by", "Wo, mit, durch", "Dónde, con, por"},
	{"lower limit", "untere Grenze", "límite inferior"},
	{"upper limit", "obere Grenze", "límite superior"},
	{"Defects", "Fehler", "Defectos"},
	{"Code", "Code", "Código"},
	{"Where on it", "Stelle", "Lugar"},
	{"Text", "Text", "Texto"},
	{"Found", "Gefunden", "Encontrado"},
	{"Decision", "Entscheidung", "Decisión"},
	{"Labels printed", "Gedruckte Etiketten", "Etiquetas impresas"},
	{"Label", "Etikett", "Etiqueta"},
	{"Printer", "Drucker", "Impresora"},
	{"Reads", "Inhalt", "Contenido"},
	{"What happened", "Was geschah", "Qué ocurrió"},
	{"Entry", "Eintrag", "Entrada"},
	{"Where, by", "Wo, durch", "Dónde, por"},
	{"{what} (erased)", "{what} (gelöscht)", "{what} (borrado)"},
	{"Proof", "Nachweis", "Prueba"},
	{
		`Each entry that touches the object is a leaf of the journal's Merkle tree (RFC 6962), and names the one before it. The entry {entry} has the leaf {leaf}. With this signed checkpoint, "tracewright verify" and the inclusion proofs of the server show that nothing was changed since:`,
		`Jeder Eintrag, der das Objekt betrifft, ist ein Blatt im Merkle-Baum des Journals (RFC 6962) und nennt den vor ihm. Der Eintrag {entry} hat das Blatt {leaf}. Mit diesem unterschriebenen Prüfpunkt zeigen „tracewright verify“ und die Einschlussnachweise des Servers, dass seither nichts geändert wurde:`,
		`Cada entrada que toca el objeto es una hoja del árbol de Merkle del diario (RFC 6962) y nombra la anterior. La entrada {entry} tiene la hoja {leaf}. Con este punto de control firmado, «tracewright verify» y las pruebas de inclusión del servidor muestran que nada ha cambiado desde entonces:`,
	},

	// Outcomes, decisions, and acts that have no verdict.
	{"pass", "gut", "bueno"},
	{"fail", "schlecht", "malo"},
	{"invalid", "zählt nicht", "no cuenta"},
	{"use-as-is", "so verwenden", "usar tal cual"},
	{"rework", "nacharbeiten", "retrabajo"},
	{"scrap", "verschrotten", "desechar"},
	{"return", "zurückgeben", "devolver"},
	{"no-defect", "kein Fehler", "sin defecto"},
	{"pcs", "Stück", "piezas"},
	{"pairs", "Paar", "pares"},
	{"sets", "Sätze", "juegos"},
	{"kits", "Bausätze", "conjuntos"},
	{"dozen", "Dutzend", "docenas"},
	{"rolls", "Rollen", "rollos"},
	{"serial", "Seriennummer", "número de serie"},
	{"parted", "geteilt", "separado"},
	{"forwarded", "läuft unter anderem Namen weiter", "continúa con otro nombre"},
	{"installed", "eingebaut", "montado"},
	{"packed", "gepackt", "embalado"},
	{"split", "abgeteilt", "separado"},
	{"merged", "zusammengeführt", "reunido"},
	{"same", "dasselbe", "lo mismo"},
	{"received", "eingebucht", "recibido"},
	{"carried", "auf demselben Ladungsträger", "en el mismo portador"},
	{"active", "in Gebrauch", "activo"},
	{"available", "verfügbar", "disponible"},
	{"in_progress", "in Arbeit", "en curso"},
	{"in_transit", "unterwegs", "en tránsito"},
	{"conformant", "in Ordnung", "conforme"},
	{"non_conformant", "nicht in Ordnung", "no conforme"},
	{"container_closed", "verschlossen", "cerrado"},
	{"container_open", "angebrochen", "abierto"},
	{"damaged", "beschädigt", "dañado"},
	{"destroyed", "vernichtet", "destruido"},
	{"recalled", "zurückgerufen", "retirado del mercado"},
	{"expired", "abgelaufen", "caducado"},
	{"sellable_accessible", "verkaufsbereit", "listo para la venta"},
	{"breach", "Verstoß", "incumplimiento"},

	// The answer of a trace.
	{"Trace back: what went into {start}", "Rückverfolgung: was in {start} steckt", "Trazabilidad hacia atrás: qué entró en {start}"},
	{"Trace forward: what is affected by {start}", "Vorwärtsverfolgung: was von {start} betroffen ist", "Trazabilidad hacia delante: a qué afecta {start}"},
	{"Asked {when}, answered from the journal up to entry {entry}", "Gefragt {when}, beantwortet aus dem Journal bis Eintrag {entry}", "Preguntado {when}, respondido con el diario hasta la entrada {entry}"},
	{"THE ANSWER IS NOT WHOLE: {why}", "DIE ANTWORT IST NICHT VOLLSTÄNDIG: {why}", "LA RESPUESTA NO ESTÁ COMPLETA: {why}"},
	{"{n}: {proven} proven, {rest} possible or taken out again", "{n}: {proven} bewiesen, {rest} möglich oder wieder ausgebaut", "{n}: {proven} probados, {rest} posibles o retirados después"},
	{"As things were at", "Stand vom", "Tal como era a"},
	{"As was known at", "Wissensstand vom", "Según lo sabido a"},
	{"Levels", "Ebenen", "Niveles"},
	{"all", "alle", "todos"},
	{"Answered in", "Beantwortet in", "Respondido en"},
	{"what fits {what}", "allem, worauf zutrifft: {what}", "lo que cumple: {what}"},
	{"and {n} more", "und {n} weiteren", "y {n} más"},
	{"kind", "Art", "tipo"},
	{"part", "Teil", "pieza"},
	{"revision", "Revision", "revisión"},
	{"made by", "Hersteller", "fabricante"},
	{"at", "bei", "en"},
	{"operation", "Arbeitsgang", "operación"},
	{"characteristic", "Merkmal", "característica"},
	{"at least", "mindestens", "al menos"},
	{"at most", "höchstens", "como mucho"},
	{"outcome", "Ergebnis", "resultado"},
	{"from", "ab", "desde"},
	{"until", "bis", "hasta"},
	{"Where it is now", "Wo es jetzt ist", "Dónde está ahora"},
	{"Place", "Ort", "Lugar"},
	{"Objects", "Objekte", "Objetos"},
	{"nowhere any more", "nirgends mehr", "ya en ninguna parte"},
	{"and {n} more places", "und {n} weitere Orte", "y {n} lugares más"},
	{"What was found", "Was gefunden wurde", "Qué se encontró"},
	{"Nothing.", "Nichts.", "Nada."},
	{"Object", "Objekt", "Objeto"},
	{"Where now", "Wo jetzt", "Dónde ahora"},
	{"Certainty", "Gewissheit", "Certeza"},
	{"How", "Wie", "Cómo"},
	{"Since", "Seit", "Desde"},
	{"THIS REPORT IS NOT WHOLE: {n} more were found. Ask for csv or xlsx.", "DIESER BERICHT IST NICHT VOLLSTÄNDIG: {n} weitere wurden gefunden. Als csv oder xlsx stehen alle da.", "ESTE INFORME NO ESTÁ COMPLETO: se encontraron {n} más. Pida csv o xlsx."},
	{"proven", "bewiesen", "probado"},
	{"{certainty}, taken out again", "{certainty}, wieder ausgebaut", "{certainty}, retirado después"},
	{"fits what is asked", "trifft auf die Frage zu", "cumple lo preguntado"},
	{"{how}, from {from}", "{how}, aus {from}", "{how}, desde {from}"},
	{"at {station}", "bei {station}", "en {station}"},
}
