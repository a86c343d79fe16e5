package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
)

// delivery is what the subscriber keeps of each delivery that it gets.
type delivery struct {
	ID     string   `json:"id"`
	Events []string `json:"events"`
}

// subscriber is a process that subscribes to all that is received. It is killed
// after it has kept a delivery and before it answers, or before it has kept it.
// Its socket stays open meanwhile, so that its address does not change.
type subscriber struct {
	path       string // of what it keeps
	socket     *os.File
	address    string
	subscribed bool
	done       sync.WaitGroup
	stop       context.CancelFunc

	kills, events, deliveries, repeats int
}

func newSubscriber(path string) (*subscriber, error) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	defer l.Close()
	f, err := l.File()
	return &subscriber{path: path, socket: f, address: l.Addr().String()}, err
}

// run runs the process until ctx ends; it ends itself as a kill would, so often.
func (s *subscriber) run(ctx context.Context, kills int) {
	ctx, s.stop = context.WithCancel(ctx)
	s.done.Go(func() {
		for ctx.Err() == nil {
			die := 0
			if s.kills < kills {
				die = 1 + s.kills%3
			}
			self, err := os.Executable()
			if err != nil {
				self = os.Args[0]
			}
			cmd := exec.CommandContext(ctx, self, "-receive", s.path, "-die", strconv.Itoa(die))
			cmd.ExtraFiles, cmd.Stderr = []*os.File{s.socket}, os.Stderr
			if err := cmd.Run(); err == nil || cmd.ProcessState == nil || cmd.ProcessState.Exited() {
				return // it was not killed: the comparison says what it lacks
			}
			if ctx.Err() == nil {
				s.kills++
			}
		}
	})
}

func (s *subscriber) close() {
	if s.stop != nil {
		s.stop()
	}
	s.done.Wait()
	_ = s.socket.Close()
}

// serveReceiver is the process: it listens on the socket that it was handed, and
// keeps each delivery durably before it answers. It takes one connection after the
// other, so that what it keeps is in the order in which it was sent. It ends with
// an error only.
func serveReceiver(path string, die int) error {
	l, err := net.FileListener(os.NewFile(3, "socket"))
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	for got := 0; ; {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		d, err := readDelivery(c)
		if err != nil { // the server was killed while it sent
			_ = c.Close()
			continue
		}
		got++
		if got == die && die%2 == 0 {
			return killSelf()
		}
		line, err := json.Marshal(d)
		if err == nil {
			_, err = f.Write(append(line, '\n'))
		}
		if err = errors.Join(err, f.Sync()); err != nil {
			return err
		}
		if got == die {
			return killSelf()
		}
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n") // if it is lost, it comes again
		_ = c.Close()
	}
}

// killSelf ends this process as a kill would: nothing more is written or answered.
func killSelf() error {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Kill()
	}
	if err == nil {
		select {}
	}
	return err
}

func readDelivery(c net.Conn) (*delivery, error) {
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return nil, err
	}
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	events, err := eventIDs(body)
	return &delivery{r.Header.Get("Tracewright-Delivery"), events}, err
}

// eventIDs lists the ids of the events of a query document.
func eventIDs(document []byte) ([]string, error) {
	var d struct {
		Body struct {
			Results struct {
				Body struct {
					Events []struct {
						ID string `json:"eventID"`
					} `json:"eventList"`
				} `json:"resultsBody"`
			} `json:"queryResults"`
		} `json:"epcisBody"`
	}
	err := json.Unmarshal(document, &d)
	var ids []string
	for _, e := range d.Body.Results.Body.Events {
		ids = append(ids, e.ID)
	}
	return ids, err
}

// subscribe has the server send what is received, unless it does so already.
func (s *subscriber) subscribe(ctx context.Context, to *server) error {
	if s.subscribed {
		return nil
	}
	if _, _, err := to.exchange(ctx, http.MethodPost, "/epcis/queries", map[string]any{"name": "received", "query": map[string]any{"EQ_bizStep": []string{"receiving"}}}); err != nil {
		return err
	}
	_, _, err := to.exchange(ctx, http.MethodPost, "/epcis/queries/received/subscriptions",
		map[string]any{"dest": "http://" + s.address, "stream": true, "signatureToken": "secret", "initialRecordTime": "2020-01-01T00:00:00Z"})
	s.subscribed = err == nil
	return err
}

// exchange sends a request of the EPCIS interface.
func (s *server) exchange(ctx context.Context, method, path string, body any) (*http.Response, []byte, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, s.address+path, bytes.NewReader(b))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %s\n%s", method, path, res.Status, answer)
	}
	return res, answer, err
}

// deliveryPatience is how long the last events may take to arrive.
const deliveryPatience = time.Minute

// compare waits until the subscriber has as many events as the server, and
// compares them.
func (s *subscriber) compare(ctx context.Context, with *server) error {
	var want []string
	for path := "/epcis/queries/received/events?perPage=1000"; path != ""; {
		res, answer, err := with.exchange(ctx, http.MethodGet, path, nil)
		if err != nil {
			return err
		}
		ids, err := eventIDs(answer)
		if err != nil {
			return err
		}
		want = append(want, ids...)
		path, _, _ = strings.Cut(strings.TrimPrefix(res.Header.Get("Link"), "<"), ">")
	}
	ctx, cancel := context.WithTimeout(ctx, deliveryPatience)
	defer cancel()
	for {
		got, err := s.got()
		if err != nil {
			return err
		}
		if len(got) >= len(want) || ctx.Err() != nil {
			return same(want, got)
		}
		with.wait(ctx, 50*time.Millisecond)
	}
}

// got lists the events that the subscriber keeps, without those of a delivery
// that came again. Only the last may, and with the same events.
func (s *subscriber) got() ([]string, error) {
	f, err := os.Open(s.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s.deliveries, s.repeats = 0, 0
	known := map[string]bool{}
	var events []string
	var last delivery
	lines := bufio.NewReader(f)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			s.events = len(events)
			return events, nil // what is behind the last line is being written
		}
		var d delivery
		if err == nil {
			err = json.Unmarshal(line, &d)
		}
		switch {
		case err != nil:
			return nil, err
		case d.ID == last.ID && slices.Equal(d.Events, last.Events):
			s.repeats++
			continue
		case d.ID == "" || known[d.ID]:
			return nil, fmt.Errorf("delivery %q came again with other events, or after another one", d.ID)
		}
		s.deliveries++
		known[d.ID], last = true, d
		events = append(events, d.Events...)
	}
}

// same compares what was recorded with what the subscriber has.
func same(want, got []string) error {
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			return fmt.Errorf("event %d of %d, %s, did not arrive", i+1, len(want), want[i])
		case i >= len(want):
			return fmt.Errorf("event %s arrived, and was never recorded", got[i])
		case want[i] != got[i]:
			return fmt.Errorf("event %d is %s, and %s arrived", i+1, want[i], got[i])
		}
	}
	return nil
}

// String says what came of it.
func (s *subscriber) String() string {
	return fmt.Sprintf("killed %d times; %d events in %d deliveries, none missing, none out of order; %d deliveries came twice, each under its id",
		s.kills, s.events, s.deliveries, s.repeats)
}
