package cli

import (
	"errors"
	"net"
	"net/netip"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/localtls"
)

// openToLAN lets the demo listen on the address of this machine on the local
// network, at the port that it would have had.
func (d *demonstration) openToLAN() error {
	if d.p.cfg.Given("listen") {
		return usagef("lan: it chooses the address itself; leave out --listen")
	}
	_, port, err := net.SplitHostPort(d.p.cfg.Listen)
	if err != nil {
		return err
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return err
	}
	ip, err := onLAN(addresses)
	if err != nil {
		return err
	}
	d.p.cfg.Listen = net.JoinHostPort(ip.String(), port)
	_, err = localtls.Open(localtls.Folder(d.p.cfg.Data))
	d.p.cfg.Insecure = errors.Is(err, localtls.ErrNone)
	return nil
}

// onLAN chooses the address that others on the local network reach this machine
// by: the first private one of IPv4.
func onLAN(addresses []net.Addr) (netip.Addr, error) {
	for _, a := range addresses {
		prefix, err := netip.ParsePrefix(a.String())
		if err == nil && prefix.Addr().Is4() && prefix.Addr().IsPrivate() {
			return prefix.Addr(), nil
		}
	}
	return netip.Addr{}, errors.New("lan: this machine has no private IPv4 address; connect it to a network, or name its address by --listen with --insecure")
}

// exposed says what others on the network can do with the demo.
const exposed = `Anybody on this network who has this address can be any of the demo's people, and
nothing goes over the network encrypted. Do not put real data into it.
`

// greetLAN draws the address for a phone on the same network.
func (d *demonstration) greetLAN(page string) {
	m, err := symbol.Encode(symbol.QR, page, symbol.Options{Level: symbol.LevelL})
	if err != nil {
		d.p.printf("The address is too long to be drawn: %v\n\n", err)
		return
	}
	d.p.printf("%s\n%s\n", halfBlocks(m), exposed)
}

// halfBlocks draws a symbol with two modules in each character, black on white
// whatever the colours of the terminal are.
func halfBlocks(m *symbol.Matrix) string {
	var b strings.Builder
	for y := -m.Quiet; y < m.Height+m.Quiet; y += 2 {
		b.WriteString("\x1b[30;107m") // black on white
		for x := -m.Quiet; x < m.Width+m.Quiet; x++ {
			switch upper, lower := m.Dark(x, y), m.Dark(x, y+1); {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String()
}
