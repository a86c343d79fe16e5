package cli

import (
	"net"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/ident/symbol"
)

func TestHalfBlocksShowEachModule(t *testing.T) {
	t.Parallel()
	m, err := symbol.Encode(symbol.QR, "http://192.168.1.20:8080/#token=tw_0123456789", symbol.Options{Level: symbol.LevelL})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(halfBlocks(m), "\n"), "\n")
	if want := (m.Height + 2*m.Quiet + 1) / 2; len(lines) != want {
		t.Fatalf("%d lines, want %d", len(lines), want)
	}
	for i, line := range lines {
		line, framed := strings.CutPrefix(line, "\x1b[30;107m")
		line, ended := strings.CutSuffix(line, "\x1b[0m")
		cells := []rune(line)
		if !framed || !ended || len(cells) != m.Width+2*m.Quiet {
			t.Fatalf("line %d: %q", i, line)
		}
		for j, cell := range cells {
			x, y := j-m.Quiet, 2*i-m.Quiet
			upper, lower := cell == '█' || cell == '▀', cell == '█' || cell == '▄'
			if upper != m.Dark(x, y) || lower != m.Dark(x, y+1) {
				t.Fatalf("column %d of line %d is %q", j, i, cell)
			}
		}
	}
}

func TestLANChoosesThePrivateAddress(t *testing.T) {
	t.Parallel()
	of := func(texts ...string) (list []net.Addr) {
		for _, text := range texts {
			ip, network, err := net.ParseCIDR(text)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, &net.IPNet{IP: ip, Mask: network.Mask})
		}
		return list
	}
	got, err := onLAN(of("127.0.0.1/8", "::1/128", "203.0.113.9/24", "fe80::1/64", "192.168.1.20/24"))
	if err != nil || got.String() != "192.168.1.20" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := onLAN(of("127.0.0.1/8", "203.0.113.9/24")); err == nil {
		t.Errorf("%v without a private address", got)
	}
}
