package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/cli"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// eachStore runs fn with the flags that name a new store on each database.
func eachStore(t *testing.T, fn func(t *testing.T, store []string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, []string{"--data", t.TempDir()})
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, []string{"--data", t.TempDir(), "--db", sqldbtest.PostgresURL(t)})
	})
}

// run runs the program and returns what it printed.
func run(t *testing.T, want int, args ...string) (out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	if code := cli.Run(t.Context(), args, cli.Stdio{In: strings.NewReader(""), Out: &o, Err: &e}, nil); code != want {
		t.Fatalf("%v: exit code %d, want %d\n%s%s", args, code, want, o.String(), e.String())
	}
	return o.String(), e.String()
}

// serve starts a server, and a client of it as the admin.
func serve(t *testing.T, store []string) (c *client.Client, stop func()) {
	t.Helper()
	address, end, err := startServer(store...)
	if err != nil {
		t.Fatal(err)
	}
	token, err := os.ReadFile(filepath.Join(store[1], "admin.token"))
	if err != nil {
		t.Fatal(err)
	}
	if c, err = client.New(address, strings.TrimSpace(string(token))); err != nil {
		t.Fatal(err)
	}
	return c, func() {
		t.Helper()
		if code, text := end(); code != 0 {
			t.Errorf("the server ended with %d: %s", code, text)
		}
	}
}

func do(t *testing.T, c *client.Client, cmd api.Command) *api.Answer {
	t.Helper()
	a, err := c.Do(t.Context(), cmd)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func pump(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/plant/pump.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"definition": string(b)}
}

func TestServeStopsAndGoesOnWithTheSameAnswers(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store []string) {
		c, stop := serve(t, store)
		do(t, c, api.Command{Verb: "apply", Args: pump(t)})
		made := api.Command{ID: "make-1", Verb: "produce-unit", Args: map[string]string{"part": "PUMP-100", "serial": "SN1"}}
		first := do(t, c, made)
		refused, err := c.Scan(t.Context(), "ST-30", api.Scan{Code: "SN1"})
		if err != nil || refused.Verdict.Answer != api.Refuse {
			t.Errorf("a scan at the wrong station: %+v, %v", refused, err)
		}
		stop()
		if _, err := os.Stat(filepath.Join(store[1], "address")); !os.IsNotExist(err) {
			t.Errorf("the address of a stopped server is still there: %v", err)
		}

		c, stop = serve(t, store)
		again := do(t, c, made)
		if !again.Repeated {
			t.Error("the repeated command is not told to be one")
		}
		if diff := cmp.Diff(first.Verdict, again.Verdict); diff != "" {
			t.Errorf("the answer to the same id differs after a restart:\n%s", diff)
		}
		made.ID = "make-2"
		if a := do(t, c, made); a.Permitted() {
			t.Error("the serial number was given twice")
		}
		// The program speaks to the server that runs on the folder.
		out, _ := run(t, 0, append([]string{"verify"}, store...)...)
		if !strings.HasPrefix(out, "Sound: ") {
			t.Errorf("verify through the server: %s", out)
		}
		run(t, 0, append([]string{"doctor"}, store...)...)
		// The folder alone leads to the server, wherever its store is.
		for _, command := range []string{"verify", "doctor", "token list", "trace back SN1"} {
			run(t, 0, append(strings.Fields(command), "--data", store[1])...)
		}
		stop()
		run(t, 0, append([]string{"verify"}, store...)...)
		run(t, 0, append([]string{"rebuild"}, store...)...)
	})
}

func TestStoppingServerAnswersWhatItHasTaken(t *testing.T) {
	t.Parallel()
	store := []string{"--data", t.TempDir()}
	c, stop := serve(t, store)
	do(t, c, api.Command{Verb: "apply", Args: pump(t)})
	// A feed has no end of its own and must not keep the server from stopping.
	var events int
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// Nor has a socket: its client is told why it ends.
	socket := openSocket(t, store)
	for _, err := range c.Feed(ctx, client.FeedFilter{From: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		if events++; events == 2 {
			stop()
			cancel()
		}
		if events < 2 {
			do(t, c, api.Command{Verb: "produce-unit", Args: map[string]string{"part": "PUMP-100", "serial": "SN1"}})
		}
	}
	if events != 2 {
		t.Errorf("%d events, want 2", events)
	}
	if status := <-socket; status != websocket.StatusGoingAway {
		t.Errorf("the socket ends with %v", status)
	}
}

// openSocket follows a named query on a server, and gives what ends it.
func openSocket(t *testing.T, store []string) <-chan websocket.StatusCode {
	t.Helper()
	var place [2]string
	for i, name := range []string{"address", "admin.token"} {
		b, err := os.ReadFile(filepath.Join(store[1], name))
		if err != nil {
			t.Fatal(err)
		}
		place[i] = strings.TrimSpace(string(b))
	}
	header := http.Header{"Authorization": {"Bearer " + place[1]}, "Content-Type": {"application/json"}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, place[0]+"/epcis/queries", strings.NewReader(`{"name":"all","query":{"EQ_action":["ADD"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	if res, err := http.DefaultClient.Do(req); err != nil || res.StatusCode != http.StatusCreated {
		t.Fatal(res, err)
	}
	conn, _, err := websocket.Dial(t.Context(), place[0]+"/epcis/queries/all/events?stream=true", &websocket.DialOptions{HTTPHeader: header})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan websocket.StatusCode, 1)
	go func() {
		for {
			if _, _, err := conn.Read(t.Context()); err != nil {
				ended <- websocket.CloseStatus(err)
				return
			}
		}
	}()
	return ended
}

// A server is found by its data folder, whichever database it has: who looks
// after it need not have the password of PostgreSQL at hand.
func TestRunningServerChecksItsOwnStore(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store []string) {
		_, stop := serve(t, store)
		defer stop()
		if out, errs := run(t, 0, "verify", "--data", store[1]); !strings.Contains(out, "Sound") {
			t.Errorf("verify: %s%s", out, errs)
		}
		if out, _ := run(t, 0, "doctor", "--data", store[1]); !strings.Contains(out, "it runs at") {
			t.Errorf("doctor: %s", out)
		}
	})
}

func TestBackupRestoresOnTheOtherDatabase(t *testing.T) {
	t.Parallel()
	postgres := []string{"--data", t.TempDir(), "--db", sqldbtest.PostgresURL(t)}
	for name, stores := range map[string][2][]string{
		"sqlite to postgres": {{"--data", t.TempDir()}, postgres},
		"postgres to sqlite": {{"--data", t.TempDir(), "--db", sqldbtest.PostgresURL(t)}, {"--data", t.TempDir()}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := stores[0], stores[1]
			c, stop := serve(t, from)
			do(t, c, api.Command{Verb: "apply", Args: pump(t)})
			do(t, c, api.Command{Verb: "receive", Args: map[string]string{"part": "HOUSING-10", "maker": "ACME", "serial": "H1"}})
			do(t, c, api.Command{Verb: "produce-unit", Args: map[string]string{"part": "PUMP-100", "serial": "SN1"}})
			for _, code := range []string{"SN1", "H1"} {
				if _, err := c.Scan(t.Context(), "ST-10", api.Scan{Code: code}); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(t.TempDir(), "plant.backup")
			run(t, 0, append([]string{"backup", file}, from...)...) // while the server runs
			stop()
			want, _ := run(t, 0, append([]string{"verify"}, from...)...)

			run(t, 0, append([]string{"restore", file}, to...)...)
			got, _ := run(t, 0, append([]string{"verify"}, to...)...)
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("the restored store differs (-got +want):\n%s", diff)
			}
			before, _ := run(t, 0, append([]string{"trace", "back", "SN1", "--format", "json"}, from...)...)
			after, _ := run(t, 0, append([]string{"trace", "back", "SN1", "--format", "json"}, to...)...)
			if diff := cmp.Diff(nodesOf(after), nodesOf(before)); diff != "" {
				t.Errorf("the trace differs (-got +want):\n%s", diff)
			}
			// Whoever had a token has it still.
			token, err := os.ReadFile(filepath.Join(from[1], "admin.token"))
			if err != nil {
				t.Fatal(err)
			}
			run(t, 0, append([]string{"token", "list", "--token", strings.TrimSpace(string(token))}, to...)...)
		})
	}
}

// nodesOf leaves out the size of the journal, which has the key of another
// server in it.
func nodesOf(trace string) string {
	_, rest, _ := strings.Cut(trace, `"nodes"`)
	nodes, _, _ := strings.Cut(rest, `"tookMicros"`) // no trace takes as long as another
	return nodes
}

func TestChangesOfAccessStandInTheJournal(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store []string) {
		c, stop := serve(t, store)
		run(t, 0, append([]string{"person", "create", "Ada Moreau", "--role", "operator"}, store...)...)
		entries, err := c.Entries(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		var actors []string
		for _, e := range entries.Items {
			if e.Kind == "access" {
				actors = append(actors, e.Actor)
			}
			if bytes.Contains(e.Body, []byte("Ada")) {
				t.Errorf("entry %d names a person: %s", e.Seq, e.Body)
			}
		}
		// The first token is made by nobody, the person by the admin.
		if diff := cmp.Diff(actors, []string{"", "s-admin"}); diff != "" {
			t.Errorf("actors of the changes (-got +want):\n%s", diff)
		}
		stop()
	})
}

func TestAdminRoutesAreForAdmins(t *testing.T) {
	t.Parallel()
	store := []string{"--data", t.TempDir()}
	address, stop, err := startServer(store...)
	if err != nil {
		t.Fatal(err)
	}
	device, _ := run(t, 0, append([]string{"token", "create", "scanner", "--role", "device"}, store...)...)
	for token, want := range map[string]int{
		"":                        http.StatusUnauthorized,
		"tw_wrong_wrong":          http.StatusUnauthorized,
		"local_":                  http.StatusUnauthorized,
		strings.TrimSpace(device): http.StatusForbidden,
	} {
		for _, path := range []string{"/admin/backup", "/admin/tokens", "/admin/doctor"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := res.Body.Close(); err != nil || res.StatusCode != want {
				t.Errorf("%s with token %q: %d, want %d", path, token, res.StatusCode, want)
			}
		}
	}
	stop()
}

// What the routes of the command line refuse has a code, as all that the API does.
func TestAdminProblemsHaveCodes(t *testing.T) {
	t.Parallel()
	store := []string{"--data", t.TempDir()}
	address, stop, err := startServer(store...)
	if err != nil {
		t.Fatal(err)
	}
	token, err := os.ReadFile(filepath.Join(store[1], "admin.token"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ method, path, token, body, code string }{
		{http.MethodGet, "/admin/tokens", "", "", "H401"},
		{http.MethodGet, "/admin/nothing", string(token), "", "H404"},
		{http.MethodPost, "/admin/tokens", string(token), "{", "H400"},
		{http.MethodPost, "/admin/tokens", string(token), `{"name":"x","roles":["king"]}`, "H422"},
		{http.MethodPost, "/admin/tokens/revoke", string(token), `{"id":"none"}`, "H451"},
		{http.MethodPost, "/admin/erase", string(token), `{"entries":[9999],"reason":"a name"}`, "H451"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, address+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(c.token))
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		var p api.Problem
		err = errors.Join(json.UnmarshalRead(res.Body, &p), res.Body.Close())
		if err != nil || p.Code != c.code || p.Status != res.StatusCode || p.Fix == "" {
			t.Errorf("%s %s: HTTP %d, %+v, %v", c.method, c.path, res.StatusCode, p, err)
		}
	}
	stop()
}

// The machine shop goes on where it stopped as well, and its line goes on live:
// a further order follows those of the history, and those of the run before.
func TestShopGoesOnLive(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	before := 2 // in the history
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		out := &announced{line: make(chan string, 1)}
		var errs syncBuffer
		done := make(chan int, 1)
		go func() {
			done <- cli.Run(ctx, []string{"demo", "--plant", "shop", "--data", dir, "--listen", "127.0.0.1:0", "--units", "2", "--speed", "1000"},
				cli.Stdio{Out: out, Err: &errs}, nil)
		}()
		var address string
		select {
		case address = <-out.line:
		case code := <-done:
			t.Fatalf("the demo ended with %d: %s", code, errs.String())
		}
		base, token, _ := strings.Cut(address, "/#token=")
		c, err := client.New(base, token)
		if err != nil {
			t.Fatal(err)
		}
		var made api.List[api.WorkOrder]
		for _, err := range c.Feed(ctx, client.FeedFilter{From: 1, Kind: "order"}) {
			if err != nil {
				t.Fatal(err)
			}
			list, err := c.Orders(ctx, client.OrderFilter{})
			if err != nil {
				t.Fatal(err)
			}
			if made = *list; len(made.Items) > before {
				break
			}
		}
		if last := made.Items[len(made.Items)-1]; last.Number != fmt.Sprintf("JOB-%04d", len(made.Items)) {
			t.Errorf("the last of %d orders is %s", len(made.Items), last.Number)
		}
		before = len(made.Items)
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("the demo ended with %d: %s", code, errs.String())
		}
	}
	run(t, 0, "verify", "--data", dir)
}

func TestDemoGoesOnWithTheSameData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		out := &announced{line: make(chan string, 1)}
		var errs syncBuffer
		done := make(chan int, 1)
		go func() {
			done <- cli.Run(ctx, []string{"demo", "--data", dir, "--listen", "127.0.0.1:0", "--units", "8", "--speed", "0"},
				cli.Stdio{Out: out, Err: &errs}, nil)
		}()
		var address string
		select {
		case address = <-out.line:
		case code := <-done:
			t.Fatalf("the demo ended with %d: %s", code, errs.String())
		}
		base, token, ok := strings.Cut(address, "/#token=")
		if !ok {
			t.Fatalf("the address %q has no token", address)
		}
		c, err := client.New(base, token)
		if err != nil {
			t.Fatal(err)
		}
		units, err := c.Objects(ctx, client.ObjectFilter{Part: "CB-3"})
		if err != nil || len(units.Items) != 3 {
			t.Errorf("%v boards, %v; want 3", units, err)
		}
		if _, err := c.Do(ctx, api.Command{Verb: "produce-unit", Args: map[string]string{"part": "CB-3", "serial": "X"}}); err == nil {
			t.Error("the token of the page may produce units")
		}
		if _, err := c.Do(ctx, api.Command{Verb: "apply", Args: map[string]string{"definition": "site: {code: DEMO}"}}); err == nil {
			t.Error("the token of the page may define the plant")
		}
		for _, p := range parts(t, base, token) {
			c, err := client.New(base, p.Token)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.Stations(ctx); err != nil {
				t.Errorf("as %s: %v", p.Role, err)
			}
		}
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("the demo ended with %d: %s", code, errs.String())
		}
	}
	run(t, 0, "verify", "--data", dir)
}

// demoPart is one of the people that whoever opens the demo may be.
type demoPart struct{ Role, Token string }

// parts asks the demo for its people, with the token of the printed address.
func parts(t *testing.T, base, token string) []demoPart {
	t.Helper()
	ask := func(token string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/demo/people", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	if res := ask("tw_wrong"); res.StatusCode != http.StatusUnauthorized || res.Body.Close() != nil {
		t.Errorf("without a token of the demo: status %d", res.StatusCode)
	}
	res := ask(token)
	defer res.Body.Close()
	var people struct{ Parts []demoPart }
	if err := json.UnmarshalRead(res.Body, &people, json.MatchCaseInsensitiveNames(true)); err != nil || len(people.Parts) != 5 {
		t.Fatalf("the people of the demo: %v, %v", people, err)
	}
	return people.Parts
}
