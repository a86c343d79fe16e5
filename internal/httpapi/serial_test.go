package httpapi_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// numbered gives the site a plant that numbers its meters itself.
func numbered(t *testing.T, s *site) {
	t.Helper()
	src, err := os.ReadFile("../../testdata/plant/serials.yaml")
	if err != nil {
		t.Fatal(err)
	}
	permitted(t, s, &track.Command{ID: "numbered", Verb: "apply", Args: &track.ApplyPlant{Definition: strings.Replace(string(src), "code: WORKS", "code: DEMO", 1)}})
}

// reservedNumbers sets numbers aside, and fills in what the addresses of them name.
func reservedNumbers(t *testing.T, s *site) *strings.Replacer {
	t.Helper()
	numbered(t, s)
	v := permitted(t, s, &track.Command{ID: "reserve", Verb: "reserve-serials", Args: &track.ReserveSerials{Part: "METER", Count: 2, Place: "B1"}})
	return strings.NewReplacer("{reservation}", v.Evidence["reservation"], "{serial}", v.Evidence["first"], "{part}", "METER", "{pool}", "MAC")
}

func permitted(t *testing.T, s *site, c *track.Command) track.Verdict {
	t.Helper()
	a := s.Do(t, c)
	if a.Verdict.Answer != track.Permit {
		t.Fatalf("%s: %s", c.ID, a.Verdict.Text)
	}
	return a.Verdict
}

// TestSerialNumbers: what is set aside for whom, what became of each number, and
// which of them no unit bears.
func TestSerialNumbers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		numbered(t, s)
		v := permitted(t, s, &track.Command{ID: "r1", Verb: "reserve-serials", Station: "B1", Actor: "p-operator", Args: &track.ReserveSerials{Part: "METER", Count: 5, Place: "B2"}})
		roll := v.Evidence["reservation"]
		permitted(t, s, &track.Command{ID: "r2", Verb: "reserve-serials", Args: &track.ReserveSerials{Part: "METER", Count: 2, Printer: "ROLL", Batch: "roll 12"}})
		permitted(t, s, &track.Command{ID: "u1", Verb: "produce-unit", Station: "B2", Args: &track.ProduceUnit{Part: "METER", Count: 1}})
		permitted(t, s, &track.Command{ID: "l1", Verb: "return-serials", Args: &track.ReturnSerials{
			Reservation: track.ReservationID(roll), Serials: []string{"M26020002"}, Lost: true, Reason: "label was torn",
		}})
		var out strings.Builder
		for _, path := range []string{
			"serial-reservations", "serial-reservations?limit=1&part=METER&open=true", "serial-reservations?over=true", "serial-reservations?order=WO-9",
			"serial-reservations/" + roll, "serial-reservations/SR-9", "serial-reservations/" + roll + "/serials?limit=2",
			"serial-reservations/" + roll + "/serials?state=lost", "serial-reservations/SR-9/serials",
			"serials/M26020001", "serials/M26020099", "serials/4711", "serial-accounts/METER", "serial-accounts/METER/gaps?limit=1",
		} {
			fmt.Fprintf(&out, "GET %s\n%s\n", path, s.send("GET", "/api/v1/"+path, "operator", "").text())
		}
		golden.Check(t, "testdata/serials.golden", []byte(out.String()))

		c := s.client("operator")
		gaps, err := c.SerialGaps(t.Context(), "METER", client.Page{Limit: 4})
		if err != nil || len(gaps.Items) != 4 || gaps.Next == "" {
			t.Fatalf("%+v, %v", gaps, err)
		}
		rest, err := c.SerialGaps(t.Context(), "METER", client.Page{After: gaps.Next})
		if err != nil || len(rest.Items) != 2 {
			t.Fatalf("%+v, %v", rest, err)
		}
	})
}
