package cli_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/cli"
)

// Whoever watches the demo lets things go wrong, and the server stops them.
func TestWhoeverWatchesTheDemoLetsThingsGoWrong(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	out := &announced{line: make(chan string, 1)}
	var errs syncBuffer
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, []string{"demo", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--units", "3", "--speed", "1000"},
			cli.Stdio{Out: out, Err: &errs}, nil)
	}()
	var address string
	select {
	case address = <-out.line:
	case code := <-done:
		t.Fatalf("the demo ended with %d: %s", code, errs.String())
	}
	base, token, _ := strings.Cut(address, "/#token=")
	line := func(token, body string) (status int, answer string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/demo/line", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b)
	}
	for body, want := range map[string]int{
		`{"speed":0.01}`: http.StatusUnprocessableEntity, `{"mishap":"fire"}`: http.StatusUnprocessableEntity, `{"stop":1}`: http.StatusBadRequest,
	} {
		if status, answer := line(token, body); status != want {
			t.Errorf("%s: status %d, %s", body, status, answer)
		}
	}
	if status, _ := line("tw_wrong", `{"paused":true}`); status != http.StatusUnauthorized {
		t.Errorf("without a token of the demo: status %d", status)
	}
	for _, mishap := range []string{"bad-lot", "skipped-step"} {
		if status, answer := line(token, `{"mishap":"`+mishap+`"}`); status != http.StatusOK || !strings.Contains(answer, `"wanted":["`) {
			t.Errorf("%s: status %d, %s", mishap, status, answer)
		}
	}
	c, err := client.New(base, token)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"D-40 T501": true, "D-70 T201": true}
	for event, err := range c.Feed(ctx, client.FeedFilter{From: 1, Kind: "judged"}) {
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		for refused := range want {
			station, code, _ := strings.Cut(refused, " ")
			if bytes.Contains(b, []byte(`"`+station+`"`)) && bytes.Contains(b, []byte(`"`+code+`"`)) {
				delete(want, refused)
			}
		}
		if len(want) == 0 {
			break
		}
	}
	cancel()
	if code := <-done; code != 0 {
		t.Errorf("the demo ended with %d: %s", code, errs.String())
	}
}
