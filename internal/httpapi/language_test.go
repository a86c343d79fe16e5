package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/locale"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestVerdictsAreToldInTheLanguageOfTheBrowser, and stand in the journal in
// English.
func TestVerdictsAreToldInTheLanguageOfTheBrowser(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	s.Do(t, &track.Command{ID: "plant", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t)}})
	s.happens(`
{"id":"u1","mode":"report","verb":"produce-unit","args":{"part":"PUMP-100","serial":"SN900"}}
{"id":"u2","mode":"report","station":"ST-20","verb":"start","args":{"object":"SN900"}}`)
	command := `{"id":"w1","verb":"scrap","args":{"object":"SN-NONE","reason":"it fell"}}`
	for language, want := range map[string]string{
		"":                "SN-NONE is not known here.",
		"fr":              "SN-NONE is not known here.",
		"de-CH,de;q=0.9":  "SN-NONE ist hier nicht bekannt.",
		"es,en;q=0.5":     "SN-NONE no se conoce aquí.",
		"xx;q=1, de;q=.5": "SN-NONE ist hier nicht bekannt.",
	} {
		if res := s.send(http.MethodPost, "/api/v1/commands", "quality", command, "Accept-Language: "+language); !strings.Contains(res.body, want) {
			t.Errorf("%q: %s", language, res.body)
		}
	}
	for path, want := range map[string]string{
		"/api/v1/breaches":                       "muss erst durch",
		"/api/v1/objects/SN900/history":          "Seriennummer vergeben: SN900.",
		"/api/v1/objects/SN900/history?limit=50": "muss erst durch",
		"/api/v1/journal/entries":                "Serial number assigned: SN900.",
	} {
		role := "auditor"
		if res := s.send(http.MethodGet, path, role, "", "Accept-Language: de"); !strings.Contains(res.body, want) {
			t.Errorf("%s: %s", path, res.body)
		}
	}
}

func TestEveryProblemIsToldInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"de", "es"} {
		for _, info := range httpapi.Codes() {
			if title, fix := locale.In(tag).Problem(string(info.Code), info.Title, info.Fix); title == info.Title || fix == info.Fix {
				t.Errorf("%s: %s is not told", tag, info.Code)
			}
		}
	}
	s := start(t, sqldbtest.SQLite(t))
	for path, want := range map[string]string{"/api/v1/objects/SN-NONE": "So etwas gibt es nicht.", "/api/v1/nothing": "Unter dieser Adresse gibt es nichts."} {
		if res := s.send(http.MethodGet, path, "operator", "", "Accept-Language: de"); !strings.Contains(res.body, want) {
			t.Errorf("%s: %s", path, res.body)
		}
	}
}
