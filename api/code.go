package api

// CodeQuery asks what a code means. Give Code or Bytes.
type CodeQuery struct {
	Code string `json:"code,omitempty" doc:"What was read or typed, as text, with its AIM symbology identifier where the reader sends one"`
	// Bytes is for what is not UTF-8.
	Bytes []byte `json:"bytes,omitempty" doc:"The same as bytes, in base64: for what is not UTF-8"`
	// Codes are those of one label, in place of Code.
	Codes []string `json:"codes,omitempty" doc:"The codes of one label, in place of code: at most 64, read as one"`
	// Separators are what the readers of the plant send for GS.
	Separators []string `json:"separators,omitempty" doc:"What the reader sends for the group separator (GS, 0x1D), besides what is known and what the plant definition says"`
	Station    string   `json:"station,omitempty" doc:"Where it was read: what the readers there send for the group separator"`
}

// Reading is one way to understand a code. Several with the same, best
// confidence are candidates: a person has to say which is meant.
type Reading struct {
	Scheme      string           `json:"scheme" enum:"gs1,gs1-digital-link,epc,mh10,hibc,isbt128,vin,imei,mac,tracewright,text" doc:"The rules by which it was read"`
	Confidence  string           `json:"confidence" enum:"certain,likely,recovered,possible,plain" doc:"certain: the code says itself what it is; likely: form and check digits fit; recovered: it was damaged, and one reading is left; possible: one of several; plain: as it stands"`
	Reason      string           `json:"reason" doc:"Why it was read so"`
	Symbology   string           `json:"symbology,omitempty" doc:"What the reader said of the symbol"`
	Elements    []CodeElement    `json:"elements" doc:"Its values"`
	Identifiers []CodeIdentifier `json:"identifiers" doc:"What it names, the most exact first"`
	Canonical   string           `json:"canonical" doc:"The one form for comparison, printable"`
	Text        []string         `json:"text" doc:"For people, line by line"`
	Faults      []CodeFault      `json:"faults" doc:"What is wrong; with scheme text, why other schemes refused the code"`
}

// CodeElement is a value of a code.
type CodeElement struct {
	ID    string `json:"id" doc:"Application, data or text element identifier"`
	Name  string `json:"name,omitempty"`
	Role  string `json:"role" enum:"part,revision,serial,lot,quantity,package,container,party,order,date,place,attribute"`
	Value string `json:"value"`
}

// CodeIdentifier is what an object, or a kind of objects, is called.
type CodeIdentifier struct {
	Kind  string `json:"kind" doc:"sgtin, gtin, sscc, serial and so on"`
	Level string `json:"level" enum:"instance,lot,class" doc:"One thing, the things of a lot, or all of a kind"`
	Value string `json:"value" doc:"In the one form for comparison; GS1 keys as Digital Links on id.gs1.org"`
}

// CodeFault is something wrong with a code.
type CodeFault struct {
	Scheme string `json:"scheme"`
	Code   string `json:"code" doc:"Stable name of the rule"`
	Where  string `json:"where,omitempty"`
	Text   string `json:"text" doc:"What is wrong"`
	Fix    string `json:"fix" doc:"How to mend it"`
}

// CodeConversion asks for a code in another form.
type CodeConversion struct {
	CodeQuery
	To string `json:"to" enum:"element-string,brackets,link,canonical-link,identity-link,compressed-link,epc,tag,hex,iso15434"`
	// Stem begins a link, such as https://example.com/products.
	Stem string `json:"stem,omitempty" doc:"Beginning of a link; https://id.gs1.org, if left out"`
	// PrefixLength is the length of the GS1 company prefix, for EPCs: 6 to 12.
	PrefixLength int    `json:"prefixLength,omitempty" minimum:"6" maximum:"12" doc:"Digits of the GS1 company prefix; EPCs need it, unless the code is an EPC, or the plant definition or the server knows it"`
	Coding       string `json:"coding,omitempty" doc:"Coding of a tag, such as sgtin-96; the first that fits, if left out"`
	Filter       int    `json:"filter,omitempty" minimum:"0" maximum:"7" doc:"Filter value of a tag"`
}

// ConvertedCode is a code in the form that was asked for.
type ConvertedCode struct {
	Reading Reading `json:"reading" doc:"How the code was understood"`
	To      string  `json:"to"`
	Code    string  `json:"code" doc:"The code; its control characters are part of it"`
}
