package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

const commands = "/api/v1/commands"

func produce(id string) string {
	return fmt.Sprintf(`{"id":%q,"verb":"produce-unit","args":{"part":"PUMP-100","serial":"SN-%s"}}`, id, id)
}

// TestFullDisk: new work is refused and says why, reads are answered, and when
// there is room again the same command is taken.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		free := sqldbtest.FillDisk(t, db)
		var res response
		id := ""
		for i := 0; i < 5000 && (i == 0 || res.status == http.StatusOK); i++ {
			id = fmt.Sprint("f", i)
			res = s.send(http.MethodPost, commands, "operator", produce(id))
		}
		golden.Check(t, "testdata/full.golden", res.text())
		for _, path := range []string{"/api/v1/objects/SN1", "/api/v1/wip", "/readyz"} {
			if res := s.send(http.MethodGet, path, "operator", ""); res.status != http.StatusOK {
				t.Errorf("%s: status %d: %s", path, res.status, res.body)
			}
		}
		free()
		res = s.send(http.MethodPost, commands, "operator", produce(id))
		if res.status != http.StatusOK || !strings.Contains(res.body, `"permit"`) || strings.Contains(res.body, `"repeated"`) {
			t.Errorf("sent again: status %d: %s", res.status, res.body)
		}
	})
}

// TestLostDatabase: the database goes away in the middle of a commit and stays
// away. The client does not learn what became of its command, and sends it
// again until the database is back: then it gets the one answer.
func TestLostDatabase(t *testing.T) {
	t.Parallel()
	for name, done := range map[string]bool{"not committed": false, "committed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, relay := sqldbtest.PostgresOverRelay(t)
			s := shop(t, db)
			before := s.Log.Next()
			relay.CutAtCommit(done)
			relay.DownAtCut()
			for range 2 {
				golden.Check(t, "testdata/lost.golden", s.send(http.MethodPost, commands, "operator", produce("lost")).text())
			}
			if res := s.send(http.MethodGet, "/readyz", "", ""); res.status != http.StatusServiceUnavailable {
				t.Errorf("ready without a database: status %d: %s", res.status, res.body)
			}
			relay.Up()
			res := s.send(http.MethodPost, commands, "operator", produce("lost"))
			if res.status != http.StatusOK || !strings.Contains(res.body, `"permit"`) || strings.Contains(res.body, `"repeated"`) != done {
				t.Errorf("sent again: status %d: %s", res.status, res.body)
			}
			if got := s.Log.Next(); got != before+1 {
				t.Errorf("the journal has %d entries, want %d", got, before+1)
			}
		})
	}
}
