package localtls

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"os"
	"regexp"
	"slices"
	"strings"
)

// privateDomains are names that no public authority gives out (RFC 6762, RFC
// 8375, ICANN's .internal), and what small networks use beside them.
var privateDomains = []string{"localhost", "local", "internal", "home.arpa", "lan", "intranet", "fritz.box"}

// privateNetworks are the loopback, the private and the link-local networks (RFC
// 1918, 4193, 3927, 4291).
var privateNetworks = []string{
	"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
	"::1/128", "fc00::/7", "fe80::/10",
}

// confine limits what the authority may vouch for: private networks and names,
// and hosts.
func confine(c *x509.Certificate, hosts []string) {
	c.PermittedDNSDomainsCritical = true
	c.PermittedDNSDomains = slices.Clone(privateDomains)
	for _, n := range privateNetworks {
		c.PermittedIPRanges = append(c.PermittedIPRanges, mustNetwork(n))
	}
	for _, h := range hosts {
		if ip, err := netip.ParseAddr(h); err == nil {
			if !coversIP(c, ip) {
				c.PermittedIPRanges = append(c.PermittedIPRanges, mustNetwork(netip.PrefixFrom(ip, ip.BitLen()).String()))
			}
		} else if isName(h) && !coversName(c, h) {
			c.PermittedDNSDomains = append(c.PermittedDNSDomains, h)
		}
	}
}

func mustNetwork(text string) *net.IPNet {
	_, n, err := net.ParseCIDR(text)
	if err != nil {
		panic(err)
	}
	return n
}

// covers reports whether the authority may vouch for a host.
func (a *Authority) covers(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return coversIP(a.certificate, ip)
	}
	return coversName(a.certificate, host)
}

func coversIP(c *x509.Certificate, ip netip.Addr) bool {
	return slices.ContainsFunc(c.PermittedIPRanges, func(n *net.IPNet) bool { return n.Contains(ip.AsSlice()) })
}

func coversName(c *x509.Certificate, name string) bool {
	return slices.ContainsFunc(c.PermittedDNSDomains, func(d string) bool {
		return name == d || strings.HasSuffix(name, "."+d)
	})
}

// hostName is a name as DNS has them, in labels (RFC 1123, section 2.1); a
// wildcard would vouch for machines that are not the server.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

func isName(host string) bool { return len(host) <= 253 && hostName.MatchString(host) }

// maxHosts bounds a certificate.
const maxHosts = 50

// checkHosts reads names and addresses; an error names the one that is neither.
func checkHosts(hosts []string) ([]string, error) {
	if len(hosts) > maxHosts {
		return nil, fmt.Errorf("a certificate is made out for at most %d hosts", maxHosts)
	}
	var list []string
	for _, h := range hosts {
		h = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(h), "."))
		ip, err := netip.ParseAddr(h)
		switch {
		case err == nil && (ip.IsUnspecified() || ip.IsMulticast() || ip.Zone() != ""):
			return nil, fmt.Errorf("%s is not the address of a machine; give one that others reach it by", h)
		case err == nil:
			h = ip.Unmap().String()
		case !isName(h):
			return nil, fmt.Errorf("%q is neither a host name nor an address; write a name such as line-pc.local, or an address such as 192.168.1.20, without a scheme or a port", h)
		}
		list = append(list, h)
	}
	return list, nil
}

// machineHosts is what this machine is called and reached by on private networks.
func machineHosts() []string {
	list := []string{"localhost", "127.0.0.1", "::1"}
	if name, err := os.Hostname(); err == nil && isName(strings.ToLower(name)) {
		name = strings.ToLower(name)
		list = append(list, name)
		if !strings.Contains(name, ".") {
			list = append(list, name+".local") // by multicast DNS
		}
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return list
	}
	for _, a := range addresses {
		prefix, err := netip.ParsePrefix(a.String())
		if err == nil && prefix.Addr().IsPrivate() && len(list) < maxHosts {
			list = append(list, prefix.Addr().String())
		}
	}
	return list
}

// rank orders hosts by how well people read them.
func rank(host string) int {
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "localhost" || err == nil && ip.IsLoopback():
		return 3
	case err != nil:
		return 0
	case ip.Is4():
		return 1
	}
	return 2
}
