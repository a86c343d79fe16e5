// Package printertest is a printer without paper: it listens on loopback, speaks
// the bytes of a ZPL printer, and keeps the labels that it got.
package printertest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Printer is a simulated printer. Set its faults before it is used, or by Change.
type Printer struct {
	// Address is where it listens, as package printer writes it.
	Address string
	// PaperOut is reported. Silent answers nothing; SilentAfter nothing once it
	// has a label. Hangup ends the connection in the middle of a label.
	PaperOut, Silent, SilentAfter, Hangup bool

	mu     sync.Mutex
	labels []string
}

// Start opens a printer, which closes with the test. The faults are set by
// change, which may be nil.
func Start(t testing.TB, change func(*Printer)) *Printer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Printer{Address: "tcp://" + listener.Addr().String()}
	if change != nil {
		change(p)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			p.serve(conn)
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return p
}

// Change changes what is wrong with the printer while it is used.
func (p *Printer) Change(change func(*Printer)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

// mute reports whether it answers no more.
func (p *Printer) mute() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.Silent || p.SilentAfter && len(p.labels) > 0
}

// Labels gives what was printed, in order.
func (p *Printer) Labels() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.labels...)
}

// serve speaks on one connection, as printers do that take one at a time.
func (p *Printer) serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewReader(conn)
	label := ""
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch {
		case strings.HasPrefix(line, "~HS"):
			if p.mute() {
				continue
			}
			p.answer(conn)
		case p.Hangup && label != "":
			return
		default:
			if label += line; strings.Contains(line, "^XZ") {
				p.mu.Lock()
				p.labels = append(p.labels, label)
				p.mu.Unlock()
				label = ""
			}
		}
	}
}

func (p *Printer) answer(conn net.Conn) {
	paper := 0
	p.mu.Lock()
	if p.PaperOut {
		paper = 1
	}
	p.mu.Unlock()
	fmt.Fprintf(conn, "\x02030,%d,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n", paper)
}
