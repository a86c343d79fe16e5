package httpapi

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/ident/symbol"
)

// The bounds of a symbol that stands alone: its text in bytes, and its modules
// in millimetres. Its bars, if it has any, are barHeight millimetres high.
const (
	maxSymbolText = 500
	leastModule   = 0.1
	mostModule    = 5
	usualModule   = 0.4
	barHeight     = 12
)

func describeSymbol(_ huma.API, op *huma.Operation) {
	op.Description += " With its quiet zone, in its true size."
	var kinds []any
	for _, s := range symbol.Symbologies() {
		kinds = append(kinds, string(s))
	}
	least, most := float64(leastModule), float64(mostModule)
	op.Responses["200"] = &huma.Response{Description: "The symbol", Content: map[string]*huma.MediaType{"image/svg+xml": {Schema: text("The symbol as SVG")}}}
	op.Parameters = append(op.Parameters,
		parameter("query", "text", "What it says, in UTF-8; of a GS1 symbol the elements, with GS (%1D) where one ends early", text("")),
		parameter("query", "symbology", "Its kind; left out: datamatrix", &huma.Schema{Type: huma.TypeString, Enum: kinds}),
		parameter("query", "module", "Width of a module, in millimetres; left out: 0.4", &huma.Schema{Type: huma.TypeNumber, Minimum: &least, Maximum: &most}),
	)
}

// getSymbol draws a symbol of a text, such as a command code.
func (s *server) getSymbol(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	kind := symbol.Symbology(cmp.Or(q.Get("symbology"), string(symbol.DataMatrix)))
	if !slices.Contains(symbol.Symbologies(), kind) {
		return badParameter("symbology", "there is no such symbology")
	}
	says := q.Get("text")
	if len(says) > maxSymbolText {
		return badParameter("text", "it has at most "+strconv.Itoa(maxSymbolText)+" bytes")
	}
	module := float64(usualModule)
	if given := q.Get("module"); given != "" {
		var err error
		if module, err = strconv.ParseFloat(given, 64); err != nil || !(module >= leastModule && module <= mostModule) {
			return badParameter("module", "it is a number of millimetres from 0.1 to 5")
		}
	}
	matrix, err := symbol.Encode(kind, says, symbol.Options{})
	if wrong, ok := errors.AsType[*symbol.Error](err); ok {
		return problem(CodeBadValue, "", api.Fault{Location: "query.text", Message: wrong.Error()})
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "private, max-age=86400")                                // the same text always has the same symbol
	_, _ = w.Write(symbol.Picture{Matrix: matrix, Bar: int(barHeight / module)}.SVG(module)) // the client is gone
	return nil
}
