package httpapi_test

import (
	"net/http"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestTemplateIsDrawn: what is being designed is drawn as the plant's own label
// would be, and a fault of it is told at its place.
func TestTemplateIsDrawn(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	labelled(t, s, "serial")
	own := s.send(http.MethodGet, "/api/v1/labels/ALL/preview?object=SN1", "operator", "")
	var l api.LabelTemplate
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/v1/labels/ALL", "operator", "").body), &l); err != nil || l.Starter {
		t.Fatalf("%+v, %v", l, err)
	}
	ask := func(d api.LabelDrawing) response {
		b, err := json.Marshal(&d)
		if err != nil {
			t.Fatal(err)
		}
		return s.send(http.MethodPost, "/api/v1/labels:draw", "operator", string(b))
	}
	drawn := ask(api.LabelDrawing{Template: string(l.Template), Object: "SN1"})
	if drawn.status != http.StatusOK || drawn.body != own.body {
		t.Errorf("the template is drawn in another way than the label: %d %.300s", drawn.status, drawn.body)
	}
	const text = "{code: A, width: 20, height: 10, elements: [{x: 1, y: 1, width: 18, size: 2, text: "
	for template, want := range map[string]string{
		text + `"{serial}"}]}`:              "",
		text + `"{serial}", colour: red}]}`: "H422 body.template.elements[0].colour",
		text + `"{nothing}"}]}`:             "H422 body.template.elements[0]",
		"{code: A":                          "H422 body.template",
	} {
		res := ask(api.LabelDrawing{Template: template, Fields: map[string]string{"serial": "SN1"}})
		if want == "" {
			if res.status != http.StatusOK || res.header.Get("Content-Type") != "image/svg+xml" {
				t.Errorf("%s: %d %.300s", template, res.status, res.body)
			}
			continue
		}
		var p api.Problem
		if err := json.Unmarshal([]byte(res.body), &p); err != nil || len(p.Errors) == 0 || p.Code+" "+p.Errors[0].Location != want {
			t.Errorf("%s: want %s, %v in %.300s", template, want, err, res.body)
		}
	}
	if res := ask(api.LabelDrawing{Template: text + `x}]}`, Format: "gif", DPI: 7}); res.status != http.StatusUnprocessableEntity {
		t.Errorf("%d %.300s", res.status, res.body)
	}
}
