package subscription

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrForbidden is wrapped by the error of an address that the settings do not
// allow.
var ErrForbidden = errors.New("the settings do not allow it")

// Destinations are where events may be sent.
type Destinations struct {
	// Hosts are the names that are allowed: "erp.example.com", "*.example.com" for
	// every name below, or "*" for all. None: nothing is sent.
	Hosts []string
	// Networks are those of addresses that are no public ones, and allowed all the
	// same. Only there plain http is spoken.
	Networks []netip.Prefix
}

// ParseDestinations reads the settings: names and networks, parted by commas or
// spaces.
func ParseDestinations(hosts, networks string) (*Destinations, error) {
	d := &Destinations{}
	parts := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' })
	}
	for _, host := range parts(hosts) {
		host = strings.ToLower(strings.TrimSuffix(host, "."))
		if strings.ContainsAny(host, "/@") || strings.Contains(strings.TrimPrefix(host, "*."), "*") && host != "*" {
			return nil, fmt.Errorf("%q is no name of a host; write erp.example.com, *.example.com or *", host)
		}
		d.Hosts = append(d.Hosts, host)
	}
	for _, text := range parts(networks) {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			one, wrong := netip.ParseAddr(text)
			if wrong != nil {
				return nil, fmt.Errorf("%q is no network; write it like 10.1.0.0/16", text)
			}
			network = netip.PrefixFrom(one, one.BitLen())
		}
		d.Networks = append(d.Networks, network.Masked())
	}
	return d, nil
}

// Check refuses an address whose host is not allowed. What its name stands for is
// judged when it is dialled.
func (d *Destinations) Check(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%w: it is no address with https", ErrForbidden)
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	allowed := slices.ContainsFunc(d.Hosts, func(rule string) bool {
		below, wild := strings.CutPrefix(rule, "*.")
		return rule == "*" || rule == host || wild && strings.HasSuffix(host, "."+below)
	})
	if !allowed {
		return fmt.Errorf("%w: the setting webhook-hosts does not name %s", ErrForbidden, host)
	}
	if u.Scheme == "http" && len(d.Networks) == 0 {
		return fmt.Errorf("%w: plain http is spoken only in the networks of the setting webhook-networks; use https", ErrForbidden)
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return d.dialled(ip, u.Scheme == "http")
	}
	return nil
}

// special are networks that are not reached over the public internet, or lead to
// some that are not, beside those that netip knows.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// dialled judges the address that a name stands for.
func (d *Destinations) dialled(ip netip.Addr, plain bool) error {
	ip = ip.Unmap().WithZone("")
	if slices.ContainsFunc(d.Networks, func(n netip.Prefix) bool { return n.Contains(ip) }) {
		return nil
	}
	public := ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(special, func(n netip.Prefix) bool { return n.Contains(ip) })
	switch {
	case !public:
		return fmt.Errorf("%w: its address is not a public one, and the setting webhook-networks does not name its network", ErrForbidden)
	case plain:
		return fmt.Errorf("%w: plain http is spoken only in the networks of the setting webhook-networks; use https", ErrForbidden)
	}
	return nil
}

// client makes a client that reaches only what is allowed. It judges each address
// as it is dialled, so that a name that has come to stand for another one meanwhile
// gains nothing; it follows no redirects, and uses no proxy.
func (d *Destinations) client(plain bool) *http.Client {
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("%w: %w", ErrForbidden, err)
			}
			return d.dialled(at.Addr(), plain)
		},
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true,
			TLSHandshakeTimeout: 10 * time.Second, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
