package resolver

import "fmt"

// words are what the page says, in each of its languages. Names of things are
// the key as a caller gives it: the fields of a share, and those for who is
// signed in.
var words = map[string]map[Language]string{
	// What it is.
	"unit":      {English: "Unit", German: "Einheit", Spanish: "Unidad"},
	"lot":       {English: "Lot", German: "Charge", Spanish: "Lote"},
	"container": {English: "Container", German: "Gebinde", Spanish: "Envase"},
	"package":   {English: "Package", German: "Packstück", Spanish: "Bulto"},
	"equipment": {English: "Equipment", German: "Betriebsmittel", Spanish: "Equipo"},
	"carrier":   {English: "Carrier", German: "Ladungsträger", Spanish: "Portador"},
	"receipt":   {English: "Delivery", German: "Lieferung", Spanish: "Entrega"},
	"product":   {English: "Product", German: "Produkt", Spanish: "Producto"},
	"area":      {English: "Area", German: "Bereich", Spanish: "Área"},
	"line":      {English: "Line", German: "Linie", Spanish: "Línea"},
	"station":   {English: "Station", German: "Station", Spanish: "Estación"},
	"position":  {English: "Position", German: "Platz", Spanish: "Posición"},

	// Fields.
	"name":      {English: "Name", German: "Bezeichnung", Spanish: "Nombre"},
	"part":      {English: "Part number", German: "Teilenummer", Spanish: "Número de pieza"},
	"revision":  {English: "Revision", German: "Revision", Spanish: "Revisión"},
	"serial":    {English: "Serial number", German: "Seriennummer", Spanish: "Número de serie"},
	"maker":     {English: "Made by", German: "Hersteller", Spanish: "Fabricante"},
	"made":      {English: "Made on", German: "Hergestellt am", Spanish: "Fabricado el"},
	"expires":   {English: "Good until", German: "Haltbar bis", Spanish: "Caduca el"},
	"quantity":  {English: "Quantity", German: "Menge", Spanish: "Cantidad"},
	"count":     {English: "Pieces inside", German: "Stück darin", Spanish: "Piezas dentro"},
	"state":     {English: "State", German: "Zustand", Spanish: "Estado"},
	"site":      {English: "Site", German: "Werk", Spanish: "Planta"},
	"order":     {English: "Work order", German: "Auftrag", Spanish: "Orden de trabajo"},
	"place":     {English: "Where it is", German: "Wo es ist", Spanish: "Dónde está"},
	"inside":    {English: "Inside", German: "Steckt in", Spanish: "Dentro de"},
	"operation": {English: "In work at", German: "In Arbeit bei", Spanish: "En trabajo en"},
	"tracking":  {English: "Told apart by", German: "Unterschieden nach", Spanish: "Se distingue por"},
	"gtin":      {English: "GTIN", German: "GTIN", Spanish: "GTIN"},
	"work":      {English: "What is done here", German: "Was hier getan wird", Spanish: "Qué se hace aquí"},
	"working":   {English: "In work now", German: "Jetzt in Arbeit", Spanish: "Ahora en trabajo"},
	"loaded":    {English: "Loaded now", German: "Jetzt geladen", Spanish: "Cargado ahora"},
	"reason":    {English: "Why", German: "Grund", Spanish: "Motivo"},

	// States.
	"open":      {English: "In stock or in work", German: "Am Lager oder in Arbeit", Spanish: "En almacén o en trabajo"},
	"consumed":  {English: "Used up", German: "Verbraucht", Spanish: "Consumido"},
	"scrapped":  {English: "Scrapped", German: "Verschrottet", Spanish: "Desechado"},
	"shipped":   {English: "Shipped", German: "Ausgeliefert", Spanish: "Enviado"},
	"forwarded": {English: "Out for processing", German: "Zur Bearbeitung außer Haus", Spanish: "Fuera para procesar"},
	"held":      {English: "On hold", German: "Gesperrt", Spanish: "Bloqueado"},
	"heldText": {
		English: "Do not use, build in or pass it on until the hold is released.",
		German:  "Nicht verwenden, einbauen oder weitergeben, bis die Sperre aufgehoben ist.",
		Spanish: "No lo use, monte ni entregue hasta que se levante el bloqueo.",
	},
	"notKnown": {English: "Number not known", German: "Nummer nicht bekannt", Spanish: "Número desconocido"},
	"fine":     {English: "No hold", German: "Keine Sperre", Spanish: "Sin bloqueo"},

	// Sections.
	"code":        {English: "What the code says", German: "Was der Code sagt", Spanish: "Lo que dice el código"},
	"more":        {English: "More about it", German: "Mehr dazu", Spanish: "Más información"},
	"called":      {English: "What it is called", German: "Wie es heißt", Spanish: "Cómo se llama"},
	"holds":       {English: "Holds", German: "Sperren", Spanish: "Bloqueos"},
	"formerly":    {English: "no longer valid", German: "nicht mehr gültig", Spanish: "ya no es válido"},
	"candidates":  {English: "Which one is it?", German: "Welches ist es?", Spanish: "¿Cuál es?"},
	"signIn":      {English: "Sign in", German: "Anmelden", Spanish: "Iniciar sesión"},
	"openScreen":  {English: "Open in Tracewright", German: "In Tracewright öffnen", Spanish: "Abrir en Tracewright"},
	"tryClass":    {English: "What is known of the product", German: "Was vom Produkt bekannt ist", Spanish: "Qué se sabe del producto"},
	"visitorNote": {English: "You see what the maker shares with everybody.", German: "Sie sehen, was der Hersteller mit allen teilt.", Spanish: "Ve lo que el fabricante comparte con todos."},

	// Answers without a thing.
	"hiddenTitle": {English: "Nothing public about this code", German: "Nichts Öffentliches zu diesem Code", Spanish: "Nada público sobre este código"},
	"hiddenText": {
		English: "Either nothing here is called so, or it is not open to everybody. Whoever works here signs in to see more.",
		German:  "Entweder heißt hier nichts so, oder es ist nicht öffentlich. Wer hier arbeitet, meldet sich an und sieht mehr.",
		Spanish: "O nada se llama así aquí, o no está abierto a todos. Quien trabaja aquí inicia sesión para ver más.",
	},
	"unknownTitle": {English: "Not known here", German: "Hier nicht bekannt", Spanish: "No se conoce aquí"},
	"unknownText": {
		English: "The code is in order, but nothing here is called so. Compare it with the label; perhaps it belongs to another site, or was not recorded yet.",
		German:  "Der Code ist in Ordnung, aber hier heißt nichts so. Vergleichen Sie ihn mit dem Etikett; vielleicht gehört er zu einem anderen Werk oder ist noch nicht erfasst.",
		Spanish: "El código es correcto, pero aquí nada se llama así. Compárelo con la etiqueta; quizá sea de otra planta o aún no esté registrado.",
	},
	"unknownOfProduct": {
		English: "The product is ours, but this number is not among those that we know. Compare it with the label. If it is the same, ask the maker before you rely on the product.",
		German:  "Das Produkt ist von uns, aber diese Nummer ist keine von denen, die wir kennen. Vergleichen Sie sie mit dem Etikett. Stimmt sie, dann fragen Sie den Hersteller, bevor Sie sich auf das Produkt verlassen.",
		Spanish: "El producto es nuestro, pero este número no está entre los que conocemos. Compárelo con la etiqueta. Si coincide, pregunte al fabricante antes de confiar en el producto.",
	},
	"unknownOfPlace": {
		English: "The place is known here, but none within it has this extension.",
		German:  "Der Ort ist hier bekannt, aber keiner darin hat diese Erweiterung.",
		Spanish: "El lugar se conoce aquí, pero ninguno dentro de él tiene esta extensión.",
	},
	"lotOnly": {
		English: "This number is not known here. You see its lot.",
		German:  "Diese Nummer ist hier nicht bekannt. Sie sehen ihre Charge.",
		Spanish: "Este número no se conoce aquí. Ve su lote.",
	},
	"foreignPart": {
		English: "No part of the plant definition has this GTIN. It was found by the number behind it.",
		German:  "Kein Teil der Werksdefinition hat diese GTIN. Gefunden wurde es über die Nummer dahinter.",
		Spanish: "Ninguna pieza de la definición de la planta tiene este GTIN. Se encontró por el número que le sigue.",
	},
	"severalTitle": {English: "Several things are called so", German: "Mehrere Dinge heißen so", Spanish: "Varias cosas se llaman así"},
	"brokenTitle":  {English: "This code is damaged", German: "Dieser Code ist beschädigt", Spanish: "Este código está dañado"},
	"noLinkTitle":  {English: "There is no link of this kind", German: "Einen solchen Verweis gibt es nicht", Spanish: "No hay ningún enlace de este tipo"},
	"busyTitle":    {English: "Too many questions at once", German: "Zu viele Anfragen auf einmal", Spanish: "Demasiadas consultas a la vez"},
	"busyText": {
		English: "Wait a moment, then load the page again.",
		German:  "Warten Sie einen Augenblick und laden Sie die Seite neu.",
		Spanish: "Espere un momento y vuelva a cargar la página.",
	},
	"faultTitle": {English: "The server has made an error", German: "Der Server hat einen Fehler gemacht", Spanish: "El servidor ha cometido un error"},
}

// say is a text of the page. A key without one is a fault of ours.
func say(l Language, key string) (string, error) {
	text := words[key][l]
	if text == "" {
		return "", fmt.Errorf("the page has no word for %q in %s", key, l)
	}
	return text, nil
}
