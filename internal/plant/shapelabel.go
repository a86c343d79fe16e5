package plant

var (
	elementKindShape = oneOf(ElementText, ElementSymbol, ElementLine, ElementBox, ElementImage)
	fontShape        = oneOf(FontSans, FontBold, FontMono)
	alignShape       = oneOf(AlignLeft, AlignCenter, AlignRight)
	// These words are package ident/symbol's; a test in package label holds
	// them against each other.
	symbologyShape = oneOf("code128", "gs1-128", "qr", "gs1-qr", "datamatrix", "gs1-datamatrix")
	matrixShape    = oneOf("square", "rectangle", "smallest")
	levelShape     = oneOf("M", "L", "Q", "H")
)

var labelShape = &shape{kind: kindObject, title: "label", identity: []string{"code"}, fields: []field{
	{"code", true, "The label's code, unique in the plant.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"width", true, "The width in millimetres.", decimalShape},
	{"height", true, "The height in millimetres.", decimalShape},
	{"sheet", false, "The page, where several labels lie on one.", sheetShape},
	{"elements", true, "What is on the label.", orderedListOf(labelElementShape)},
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
