package plant

var shareKindShape = oneOf(ShareUnit, ShareLot, ShareContainer, SharePackage, ShareEquipment, ShareCarrier, SharePlace)

var shareFieldShape = oneOf(
	FieldName, FieldPart, FieldRevision, FieldSerial, FieldLot, FieldMaker, FieldMade, FieldExpires,
	FieldQuantity, FieldCount, FieldState, FieldHold, FieldSite,
)

var shareShape = &shape{kind: kindObject, title: "share", identity: []string{"code"}, fields: []field{
	{"code", true, "The code of the share, unique in the site.", codeShape},
	{"parts", false, "The part numbers that it is about; none means any, where kinds are given.", listOf(codeShape)},
	{"kinds", false, "The kinds of object that it is about, or place; none means any, where parts are given.", listOf(shareKindShape)},
	{"fields", false, "What is shown, in this order. What the link itself says is shown in any case.", orderedListOf(shareFieldShape)},
	{"text", false, "What is said to whoever looks; it may have several lines.", textShape},
	{"links", false, "What leads on, such as to the page of the product.", orderedListOf(shareLinkShape)},
}}

var shareLinkShape = &shape{kind: kindObject, title: "link", identity: []string{"title"}, fields: []field{
	{"type", true, "A link type of the GS1 Web Vocabulary, such as pip, instructions or safetyInfo, or a URI.", nameShape},
	{"title", true, "What people read.", nameShape},
	{"href", true, "Where it leads: an https or http address.", nameShape},
	{"language", false, "The language of what is there, such as en or de-CH; none means any.", nameShape},
	{"media", false, "The media type of what is there; none means text/html.", nameShape},
}}
