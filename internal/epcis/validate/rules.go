package validate

// rule is one rule with its stable code.
type rule struct {
	code, meaning, remedy string
	further               bool // the JSON schema does not have it
}

// Rule explains a rule that validation may find broken. Code is what
// epcis.Error.Rule has. Schema says whether the published JSON schema has the
// rule, too.
type Rule struct {
	Code    string
	Meaning string
	Remedy  string
	Schema  bool
}

var (
	ruleURI = &rule{
		"uri", "An identifier is a URI with a scheme, with other characters encoded (RFC 3986).",
		"write a URI, such as https://id.gs1.org/01/09521234543213/21/7 or urn:epc:id:sgtin:9521234.054321.7", false,
	}
	ruleGS1 = &rule{
		"identifier", "An EPC or a GS1 Digital Link keeps the rules of its scheme: lengths, characters, check digits, qualifiers in their order.",
		"correct the identifier at its source; a wrong check digit mostly means a misread one", true,
	}
	ruleWord = &rule{
		"cbv-word", "A word without a colon is one of the Core Business Vocabulary 2.0.",
		"use a word of the vocabulary, or a URI of your own for what it lacks", false,
	}
	ruleBare = &rule{
		"cbv-uri", "JSON has the bare words of the vocabulary in place of their URNs and older URIs.",
		"write the bare word, such as shipping", false,
	}
	ruleWhat = &rule{
		"what", "An ObjectEvent names things (epcList, quantityList), or has sensor elements and a readPoint.",
		"give epcList or quantityList, or both sensorElementList and readPoint", true,
	}
	ruleILMD = &rule{
		"ilmd-action", "Master data of instances and lots come with their making: action ADD, or a TransformationEvent.",
		"leave ilmd out, or use the action ADD", false,
	}
	ruleParent = &rule{
		"parent", "An AggregationEvent names its parent unless its action is OBSERVE.",
		"give parentID", true,
	}
	ruleChildren = &rule{
		"children", "An AggregationEvent or AssociationEvent names children unless its action is DELETE, which then means all.",
		"give childEPCs or childQuantityList", false,
	}
	ruleTransaction = &rule{
		"transaction", "A TransactionEvent names at least one business transaction.",
		"give bizTransactionList", false,
	}
	ruleObjects = &rule{
		"objects", "A TransactionEvent names things unless its action is DELETE, which then means all.",
		"give epcList, quantityList or parentID", true,
	}
	ruleSides = &rule{
		"sides", "A TransformationEvent names inputs and outputs, or one side and a transformationID.",
		"give the missing side, or a transformationID that its other events have as well", false,
	}
	ruleUnique = &rule{
		"unique", "No thing is named twice in one list.",
		"keep one of the two", false,
	}
	ruleUnit = &rule{
		"unit", "The unit of a quantity is a code of UN/ECE Recommendation 20: two or three capital letters or digits.",
		"write a code such as KGM, or leave uom out for a count of pieces", false,
	}
	rulePositive = &rule{
		"quantity", "A quantity is not negative.",
		"give the amount without a sign", true,
	}
	rulePersistent = &rule{
		"persistent", "A persistent disposition sets or unsets at least one value, and none twice or both ways.",
		"give set or unset, each value once", false,
	}
	ruleReason = &rule{
		"reason", "An event that did not occur has no corrective events.",
		"leave correctiveEventIDs out, or use the reason incorrect_data", true,
	}
	ruleReport = &rule{
		"report", "A sensor element has at least one report, and each report a type.",
		"give sensorReport, and in each a type such as Temperature", false,
	}
	ruleSensorTime = &rule{
		"sensor-time", "A sensor's time is not after the time of its event, both with their offsets.",
		"correct the time, or the offset of either", true,
	}
	ruleInterval = &rule{
		"interval", "An interval begins before it ends.",
		"give startTime before endTime", true,
	}
	ruleTwice = &rule{
		"twice", "What a sensor's metadata say is not said again in its reports.",
		"keep it in sensorMetadata if it holds for all reports, else in each report", true,
	}
	ruleHex = &rule{
		"hex", "A hexBinaryValue has hexadecimal digits only.",
		"write digits 0-9 and letters A-F", false,
	}
	rulePrefix = &rule{
		"prefix", "The prefix of a name is declared in the context, or the name is a full URI.",
		`add the prefix to "@context", such as {"example": "https://example.org/ns/"}`, true,
	}
	ruleName = &rule{
		"name", "A member of master data is a prefixed name or a URI.",
		"give it a declared prefix", false,
	}
	ruleVersion = &rule{
		"version", "The version of the schema has digits parted by points.",
		`write "2.0"`, false,
	}
	ruleDated = &rule{
		"dated", "A document to be captured has schemaVersion and creationDate.",
		"give both", false,
	}
)

// Rules lists all rules, in no order of weight.
func Rules() []Rule {
	var list []Rule
	for _, r := range []*rule{
		ruleURI, ruleGS1, ruleWord, ruleBare, ruleWhat, ruleILMD, ruleParent, ruleChildren, ruleTransaction, ruleObjects,
		ruleSides, ruleUnique, ruleUnit, rulePositive, rulePersistent, ruleReason, ruleReport, ruleSensorTime, ruleInterval,
		ruleTwice, ruleHex, rulePrefix, ruleName, ruleVersion, ruleDated,
	} {
		list = append(list, Rule{r.code, r.meaning, r.remedy, !r.further})
	}
	return list
}
