package plant

var (
	elementKindShape = oneOf(ElementText, ElementSymbol, ElementLine, ElementBox, ElementImage)
	fontShape        = oneOf(FontSans, FontBold, FontMono)
	alignShape       = oneOf(AlignLeft, AlignCenter, AlignRight)
	// These words are package ident/symbol's; a test in package label holds
	// them against each other.
	symbologyShape = oneOf("code128", "gs1-128", "qr", "gs1-qr", "datamatrix", "gs1-datamatrix")
	matrixShape    = oneOf("square", "rectangle", "smallest", "extended")
	levelShape     = oneOf("M", "L", "Q", "H")

	labelForShape    = oneOf(LabelUnit, LabelLot, LabelContainer, LabelPackage, LabelCarrier, LabelEquipment, LabelOrder, LabelStation)
	printEventShape  = oneOf(PrintProduced, PrintReceived, PrintSplit, PrintPacked, PrintCompleted, PrintReleased)
	printFormatShape = oneOf(FormatZPL, FormatPDF)
)

var labelShape = &shape{kind: kindObject, title: "label", identity: []string{"code"}, fields: []field{
	{"code", true, "The label's code, unique in the plant.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"width", true, "The width in millimetres.", decimalShape},
	{"height", true, "The height in millimetres.", decimalShape},
	{"sheet", false, "The page, where several labels lie on one.", sheetShape},
	{"elements", true, "What is on the label.", orderedListOf(labelElementShape)},
	{"for", false, "The kinds of things that it is for; none means any.", listOf(labelForShape)},
	{"verify", false, "Whether the label must be scanned once it is on its object.", flagShape},
	{"print", false, "When it is printed without being asked for.", listOf(labelEventShape)},
}}

var labelEventShape = &shape{kind: kindObject, title: "print rule", identity: []string{"event"}, fields: []field{
	{
		"event", true, "What happens: produced, received, split, packed (a package is closed), completed (an operation is passed) or " +
			"released (of a work order).",
		printEventShape,
	},
	{"stations", false, "The codes of the stations at which it must happen; none means anywhere.", listOf(codeShape)},
	{"parts", false, "The part numbers of what is labelled; none means any.", listOf(codeShape)},
	{"operations", false, "The codes of the operations that must be passed, for completed; none means any.", listOf(codeShape)},
	{"printer", false, "The code of the printer; none means the one of the station.", codeShape},
	{"copies", false, "How many are printed; none means 1.", countShape},
}}

var printerShape = &shape{kind: kindObject, title: "printer", identity: []string{"code"}, fields: []field{
	{"code", true, "The printer's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{
		"address", true, "tcp://host:9100 of a label printer, ipp://host/ipp/print of an office printer, or file:name or folder:name " +
			"below the folder print of the server's data.",
		nameShape,
	},
	{"dpi", false, "Its dots per inch; none means 203 for ZPL and 300 for PDF.", countShape},
	{"format", false, "What it takes: zpl or pdf; none means pdf over IPP, else zpl.", printFormatShape},
	{"mute", false, "Whether it never answers, so that it is not asked for its status.", flagShape},
	{"native", false, "Whether it draws symbols itself, where ZPL has a field for them.", flagShape},
	{"labels", false, "The codes of the labels that it prints; none means any.", listOf(codeShape)},
}}

var sheetShape = &shape{kind: kindObject, title: "sheet", fields: []field{
	{"width", true, "The width of the page in millimetres.", decimalShape},
	{"height", true, "The height of the page in millimetres.", decimalShape},
	{"left", false, "Where the first label begins, from the left.", decimalShape},
	{"top", false, "Where the first label begins, from the top.", decimalShape},
	{"columns", true, "How many labels lie side by side.", countShape},
	{"rows", true, "How many labels lie one below the other.", countShape},
	{"gapX", false, "The space between columns.", decimalShape},
	{"gapY", false, "The space between rows.", decimalShape},
}}

var labelElementShape = &shape{kind: kindObject, title: "label element", identity: []string{"text"}, fields: []field{
	{"kind", false, "What the element is: text (the default), symbol, line, box or image.", elementKindShape},
	{"x", false, "Its left side, in millimetres from the left side of the label.", decimalShape},
	{"y", false, "Its upper side, in millimetres from the upper side of the label.", decimalShape},
	{"width", false, "Its width in millimetres.", decimalShape},
	{"height", false, "Its height in millimetres; a text without it is one line.", decimalShape},
	{"rotate", false, "How far it is turned clockwise: 0, 90, 180 or 270 degrees.", countShape},
	{
		"text", false, "What it says, with fields in braces: {serial}. In a GS1 symbol, with identifiers in brackets: (01){gtin}(21){serial}.",
		textShape,
	},
	{"size", false, "The height of capital letters in millimetres.", decimalShape},
	{"font", false, "The face of the letters: sans (the default), bold or mono.", fontShape},
	{"align", false, "Where lines or a symbol lie in the width: left (the default), center or right.", alignShape},
	{"symbology", false, "The kind of symbol.", symbologyShape},
	{"shape", false, "The outline of a Data Matrix: square (the default), rectangle, or the smallest of both.", matrixShape},
	{"level", false, "How much of a QR symbol may be lost, at least: L 7, M 15 (the default), Q 25 or H 30 percent.", levelShape},
	{"module", false, "The least width of a module in millimetres; a symbol that would be finer is refused.", decimalShape},
	{"caption", false, "Whether what a symbol says is written below it.", flagShape},
	{"stroke", false, "The thickness of a line, or of the sides of a box, in millimetres.", decimalShape},
	{"image", false, "A PNG file in base64.", textShape},
	{"optional", false, "Whether the element is left out when a field of its text is not given.", flagShape},
}}
