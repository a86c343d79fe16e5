// Command crash kills the server in the middle of capture, again and again, and
// checks after each restart that nothing it acknowledged is missing and nothing
// is there twice. What is recorded goes to a subscriber too, a process that is
// killed as well: it must get each event, and none twice but with the delivery
// that came last.
//
//	go run ./internal/tools/crash -n 50
//
// It builds the server, runs it on a new SQLite folder, and on PostgreSQL too
// where TRACEWRIGHT_TEST_POSTGRES is set.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func main() {
	rounds := flag.Int("n", 5, "how often to kill the server")
	clients := flag.Int("clients", 16, "how many clients send at once")
	receive := flag.String("receive", "", "be the subscriber that keeps what it gets in this `file`")
	die := flag.Int("die", 0, "end the subscriber at its nth delivery")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *receive != "" {
		fmt.Fprintln(os.Stderr, "crash: subscriber:", serveReceiver(*receive, *die))
		os.Exit(1)
	}
	if err := run(ctx, *rounds, *clients); err != nil {
		fmt.Fprintln(os.Stderr, "crash:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds, clients int) (err error) {
	dir, err := os.MkdirTemp("", "tracewright-crash-")
	if err != nil {
		return err
	}
	defer func() {
		if err == nil {
			err = os.RemoveAll(dir)
		} else {
			err = fmt.Errorf("%w\nThe data folders are left in %s", err, dir)
		}
	}()
	binary := filepath.Join(dir, "tracewright")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/tracewright").CombinedOutput(); err != nil {
		return fmt.Errorf("build the server: %w\n%s", err, out)
	}
	if err := crash(ctx, binary, filepath.Join(dir, "sqlite"), rounds, clients); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	url := os.Getenv("TRACEWRIGHT_TEST_POSTGRES")
	if url == "" {
		fmt.Println("postgres: not run, since TRACEWRIGHT_TEST_POSTGRES is not set")
		return nil
	}
	store := fmt.Sprintf("%s&schema=crash_%d", url, os.Getpid())
	if err := crash(ctx, binary, filepath.Join(dir, "postgres"), rounds, clients, "--db", store); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return nil
}

// crash runs one store through kills and says what came of it.
func crash(ctx context.Context, binary, dir string, rounds, clients int, flags ...string) error {
	began := time.Now()
	sub, err := newSubscriber(dir + ".received")
	if err != nil {
		return err
	}
	defer sub.close()
	r := &rig{
		binary: binary, dir: dir, flags: flags, seen: map[string]int64{}, subscriber: sub,
		acked: map[string]int64{}, sent: map[string]api.Command{}, chance: rand.New(rand.NewPCG(1, 2)),
	}
	if err := r.run(ctx, rounds, clients); err != nil {
		return err
	}
	sub.close()
	fmt.Printf("%s: %d kills in %.0f s; %d commands acknowledged, none missing, none twice\n",
		filepath.Base(dir), rounds, time.Since(began).Seconds(), len(r.acked))
	fmt.Printf("  %d were on their way at a kill and sent again: %d had been recorded and got that answer, %d were recorded then\n",
		r.again, r.found, r.again-r.found)
	fmt.Printf("  subscriber: %s\n", sub)
	fmt.Printf("  verify: %s\n", strings.ReplaceAll(strings.TrimSpace(r.verified), "\n", " "))
	return nil
}

// rig runs one store through kills and keeps what it has acknowledged.
type rig struct {
	binary string
	dir    string
	flags  []string
	chance *rand.Rand

	subscriber *subscriber

	mu      sync.Mutex
	acked   map[string]int64       // command id → entry
	sent    map[string]api.Command // sent, and not acknowledged
	next    int
	checked int64 // entries that have been compared already
	seen    map[string]int64

	again, found int    // sent again, and of those recorded before
	verified     string // what verify said at the end
}

func (r *rig) run(ctx context.Context, rounds, clients int) error {
	receiving, stop := context.WithCancel(ctx)
	defer stop()
	r.subscriber.run(receiving, (rounds+1)/2)
	for round := range rounds {
		if err := r.round(ctx, clients); err != nil {
			return fmt.Errorf("kill %d: %w", round+1, err)
		}
	}
	server, err := r.start(ctx)
	if err != nil {
		return err
	}
	defer server.kill()
	if err := r.retry(ctx, server.client); err != nil {
		return err
	}
	if err := r.compare(ctx, server.client); err != nil {
		return err
	}
	if err := r.subscriber.compare(ctx, server); err != nil {
		return fmt.Errorf("subscriber: %w", err)
	}
	server.kill()
	out, err := exec.CommandContext(ctx, r.binary, append([]string{"verify", "--data", r.dir}, r.flags...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("verify: %w\n%s", err, out)
	}
	r.verified = string(out)
	return nil
}

// round starts the server, checks what it has, lets the clients send, and
// kills it in the middle.
func (r *rig) round(ctx context.Context, clients int) error {
	server, err := r.start(ctx)
	if err != nil {
		return err
	}
	defer server.kill()
	if err := r.retry(ctx, server.client); err != nil {
		return err
	}
	if err := r.compare(ctx, server.client); err != nil {
		return err
	}
	if err := r.subscriber.subscribe(ctx, server); err != nil {
		return fmt.Errorf("subscribe: %w", err)
	}
	sending, stop := context.WithCancel(ctx)
	defer stop()
	var together sync.WaitGroup
	for range clients {
		together.Go(func() {
			for sending.Err() == nil && r.send(sending, server.client, r.command()) {
			}
		})
	}
	server.wait(ctx, time.Duration(50+r.chance.IntN(350))*time.Millisecond)
	server.kill()
	stop()
	together.Wait()
	return nil
}

// command makes the next command and notes that it was sent.
func (r *rig) command() api.Command {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next++
	c := api.Command{
		ID: fmt.Sprintf("crash-%d", r.next), Verb: "receive",
		Args: map[string]any{"part": "SCREW", "maker": "BOLT", "lot": fmt.Sprintf("LOT-%d", r.next%97), "quantity": "1"},
	}
	r.sent[c.ID] = c
	return c
}

// send sends a command and notes the acknowledgement.
func (r *rig) send(ctx context.Context, c *client.Client, cmd api.Command) bool {
	a, err := c.Do(ctx, cmd)
	if err != nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.acked[cmd.ID] = a.Seq
	if a.Repeated {
		r.found++
	}
	delete(r.sent, cmd.ID)
	return true
}

// retry sends again what the kill left unanswered: it is recorded once, whether
// or not it had been.
func (r *rig) retry(ctx context.Context, c *client.Client) error {
	r.mu.Lock()
	var again []api.Command
	for _, cmd := range r.sent {
		again = append(again, cmd)
	}
	r.again += len(again)
	r.mu.Unlock()
	for _, cmd := range again {
		if !r.send(ctx, c, cmd) {
			return fmt.Errorf("command %s was not answered when it was sent again", cmd.ID)
		}
	}
	return nil
}

// compare reads the journal on and compares it with the acknowledgements.
func (r *rig) compare(ctx context.Context, c *client.Client) error {
	for {
		page, err := c.Entries(ctx, r.checked, 500)
		if err != nil {
			return fmt.Errorf("read entries: %w", err)
		}
		for _, e := range page.Items {
			if e.Seq != r.checked {
				return fmt.Errorf("entry %d follows entry %d", e.Seq, r.checked-1)
			}
			r.checked++
			if e.Command == "" {
				continue
			}
			if before, twice := r.seen[e.Command]; twice {
				return fmt.Errorf("command %s is in entries %d and %d", e.Command, before, e.Seq)
			}
			r.seen[e.Command] = e.Seq
		}
		if len(page.Items) == 0 {
			break
		}
	}
	for id, seq := range r.acked {
		if got, ok := r.seen[id]; !ok || got != seq {
			return fmt.Errorf("command %s was acknowledged as entry %d, the journal has it at %d (found: %v)", id, seq, got, ok)
		}
	}
	return nil
}

// server is a running process.
type server struct {
	cmd     *exec.Cmd
	client  *client.Client
	address string
	token   string
	once    sync.Once
}

// start runs the server and waits until it listens.
func (r *rig) start(ctx context.Context) (*server, error) {
	args := append([]string{"serve", "--data", r.dir, "--listen", "127.0.0.1:0", "--log-level", "error", "--webhook-hosts", "127.0.0.1", "--webhook-networks", "127.0.0.0/8"}, r.flags...)
	s := &server{cmd: exec.CommandContext(ctx, r.binary, args...)}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		s.kill()
		return nil, fmt.Errorf("the server did not say where it listens: %w", err)
	}
	token, err := os.ReadFile(filepath.Join(r.dir, "admin.token"))
	if err != nil {
		s.kill()
		return nil, err
	}
	s.address, s.token = strings.TrimSpace(address), strings.TrimSpace(string(token))
	if s.client, err = client.New(s.address, s.token); err != nil {
		s.kill()
		return nil, err
	}
	return s, s.writes(ctx)
}

// writes waits until the server is the writer: on PostgreSQL it first waits for
// the lease of the one that was killed.
func (s *server) writes(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		ready, err := s.client.Ready(ctx)
		if err == nil && ready.Role == "writer" {
			return nil
		}
		if ctx.Err() != nil {
			s.kill()
			return errors.Join(errors.New("the server did not become the writer within 30 seconds"), err)
		}
		s.wait(ctx, 50*time.Millisecond)
	}
}

func (s *server) wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// kill ends the process as a loss of power would end it, and waits for it.
func (s *server) kill() {
	s.once.Do(func() {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	})
}
