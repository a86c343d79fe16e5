package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestObjectsAreFoundByAnyCode: whatever is printed on a thing finds it, as a
// scan does; the table of docs/identification.md has a row for each.
func TestObjectsAreFoundByAnyCode(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := resolving(t, db, "")
		for _, c := range []*track.Command{
			{ID: "hibc", Verb: "receive", Args: &track.Receive{Part: "MOTOR-20", Maker: "MEDCO", Serial: "77DEFG45"}},
			{ID: "imei", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP-100", Serial: "SN3", Identifiers: []track.NewIdent{
				{Scheme: "imei", Value: "490154203237518"}, {Scheme: "mac", Value: "00:1B:44:11:3A:B7"}, {Scheme: "vin", Value: "1M8GDM9AXKP042788"},
			}}},
		} {
			s.Clock.Advance(time.Second)
			s.Do(t, c)
		}
		for code, want := range map[string]string{
			"]d2010952123456701110L9\x1d21M1":                "M1", // GS1 DataMatrix, with FNC1
			"010952123456701121M1":                           "M1", // without a symbology identifier
			"(01)09521234567011(21)M1":                       "M1",
			"https://id.gs1.org/01/09521234567011/21/M1":     "M1",
			"https://example.com/x/01/9521234567011/21/M1":   "M1",
			"urn:epc:id:sgtin:9521234.056701.M1":             "M1",
			"[)>\x1e06\x1dPMOTOR-20\x1dSM1\x1e\x04":          "M1", // ISO/IEC 15434
			"SM1":                                            "M1", // a data identifier
			"M1":                                             "M1",
			"+A99912345/$$52001510X3/16D20111212/S77DEFG457": "77DEFG45",
			"490154203237518":                                "SN3",
			"00-1b-44-11-3a-b7":                              "SN3",
			"1M8GDM9AXKP042788":                              "SN3",
			"]C100106141412345678908":                        "106141412345678908",
			"urn:epc:id:sscc:0614141.1234567890":             "106141412345678908",
			"(8004)95212345CRATE-7":                          "BOX-1",
			"https://id.gs1.org/8004/95212345CRATE-7":        "BOX-1",
			"https://id.gs1.org/01/09521234567028/10/S-77":   "S-77",
			// Of another part, of another serial number, and a damaged code.
			"(01)09521234567004(21)M1":   "",
			"(01)09521234567011(21)M9":   "",
			"]d2010952123456701221M1":    "",
			"490154203237517":            "",
			"urn:epc:id:sgtin:9521234.0": "",
		} {
			res := s.send(http.MethodGet, "/api/v1/objects/"+url.PathEscape(code), "operator", "")
			found := res.status == http.StatusOK && strings.Contains(res.body, `"name":"`+want+`"`)
			if missing := want == "" && res.status == http.StatusNotFound; !missing && (want == "" || !found) {
				t.Errorf("%q: status %d\n%s", code, res.status, res.body)
			}
		}
	})
}
