package httpapi

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describeEvents describes the queries. Extension fields and other families of
// parameters cannot be listed: docs/epcis.md has them.
func describeEvents(_ huma.API, op *huma.Operation) {
	op.Description += " Values of a parameter are parted by | and are alternatives; all parameters must be kept. " +
		"Every parameter of the simple event query of EPCIS 2.0 is taken, also those that are not listed here; an unknown one is refused. " +
		"The header Link leads to the next page."
	for _, p := range [][2]string{
		{"MATCH_anyEPC", "Things, by URN, Digital Link or pattern, in any role"},
		{"MATCH_epc", "Things that are observed, packed or built in"},
		{"MATCH_parentID", "What things are in"},
		{"MATCH_anyEPCClass", "Classes or lots, in any role"},
		{"GE_eventTime", "Happened at this time or later"},
		{"LT_eventTime", "Happened before"},
		{"GE_recordTime", "Recorded at this time or later"},
		{"LT_recordTime", "Recorded before"},
		{"eventType", "Types of events"},
		{"EQ_action", "ADD, OBSERVE or DELETE"},
		{"EQ_bizStep", "Business steps"},
		{"EQ_disposition", "Dispositions"},
		{"EQ_readPoint", "Read points"},
		{"EQ_bizLocation", "Business locations"},
		{"EQ_bizTransaction_prodorder", "Work orders; other types by their names"},
		{"EQ_eventID", "Ids of events"},
		{"orderBy", "eventTime, recordTime or an extension field"},
		{"orderDirection", "DESC (the default) or ASC"},
		{"eventCountLimit", "Only the first so many, by orderBy"},
		{"maxEventCount", "Refuse the query if more fit"},
		{"perPage", "Events of a page: 30, at most 1000"},
		{"nextPageToken", "The page after, as the header Link has it"},
	} {
		if fixedBy(op.Path) == p[0] {
			continue
		}
		op.Parameters = append(op.Parameters, parameter("query", p[0], p[1], text("")))
	}
	describeDocument(nil, op)
}

// describeDocument describes an answer in either syntax.
func describeDocument(_ huma.API, op *huma.Operation) {
	if strings.Contains(op.Path, "{id}") {
		op.Parameters = append(op.Parameters, parameter("path", "id", "The object's id, its URI, or any code or identifier of it", text("")),
			parameter("query", "trace", "Also of what went into it (back), or of what it went into (forward)", &huma.Schema{Type: huma.TypeString, Enum: []any{"back", "forward"}}))
	}
	if strings.Contains(op.Path, "{eventID}") {
		op.Parameters = append(op.Parameters, parameter("path", "eventID", "Id of the event, percent-encoded", text("")))
	}
	describeValue(op)
	op.Parameters = append(op.Parameters,
		parameter("header", "GS1-EPC-Format", "Form of identifiers", text("")),
		parameter("header", "GS1-CBV-XML-Format", "Form of vocabulary words in XML", text("")))
	object := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK),
		Content: map[string]*huma.MediaType{
			"application/ld+json": {Schema: object}, "application/json": {Schema: object}, "application/xml": {Schema: text("")},
		},
	}
}
