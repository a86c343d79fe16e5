package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/localtls"
)

func (p *program) tls() *cobra.Command {
	cmd := &cobra.Command{Use: "tls", Short: "Make the certificates for https, and show whom devices trust", Args: cobra.NoArgs}
	cmd.AddCommand(p.tlsInit(), p.tlsShow())
	return cmd
}

func (p *program) tlsInit() *cobra.Command {
	var hosts []string
	var anew bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make an authority of this plant, and the server's certificate",
		Long: `Make an authority of this plant, and the server's certificate.

They lie in the folder tls of the data folder, and serve uses them. The
certificate has the names and the private addresses of this machine, and those
given by --host. It is renewed by itself: before it runs out, and when the
machine gets another address.

Each device must be told once to trust the authority; the page /trust on the
server shows how. The authority may vouch for private networks and for the given
hosts only. Run again, the command adds hosts and keeps the authority; where that
may not vouch for a host, --anew makes another, which devices must trust anew.`,
		Example: `  tracewright tls init --data ./plant
  tracewright tls init --data ./plant --host trace.example.com`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir := localtls.Folder(p.cfg.Data)
			a, err := localtls.Open(dir)
			switch {
			case anew || errors.Is(err, localtls.ErrNone):
				a, err = localtls.Make(dir, hosts, time.Now())
			case err == nil:
				if err = a.Extend(hosts, time.Now()); err != nil {
					err = fmt.Errorf("%w; --anew makes another, which every device must trust anew", err)
				}
			}
			if err != nil {
				return err
			}
			return p.showAuthority(a)
		},
	}
	cmd.Flags().StringSliceVar(&hosts, "host", nil, "further `names` and addresses that devices reach the server by")
	cmd.Flags().BoolVar(&anew, "anew", false, "make another authority; every device must trust it anew")
	return withFormats(cmd, "text", "json")
}

func (p *program) tlsShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Show the authority's fingerprint, and what the certificate is made out for",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a, err := localtls.Open(localtls.Folder(p.cfg.Data))
			if err != nil {
				return fmt.Errorf("%s: %w; make one with tracewright tls init --data %s", localtls.Folder(p.cfg.Data), err, p.cfg.Data)
			}
			return p.showAuthority(a)
		},
	}
	return withFormats(cmd, "text", "json")
}

func (p *program) showAuthority(a *localtls.Authority) error {
	leaf, err := a.Server()
	if err != nil {
		return err
	}
	hosts := slices.Clone(leaf.DNSNames)
	for _, ip := range leaf.IPAddresses {
		hosts = append(hosts, ip.String())
	}
	if p.format == "json" {
		return p.printJSON(struct {
			Fingerprint    string    `json:"fingerprint"`
			AuthorityUntil time.Time `json:"authorityUntil"`
			ServerUntil    time.Time `json:"serverUntil"`
			Hosts          []string  `json:"hosts"`
		}{a.Fingerprint(), a.Until(), leaf.NotAfter, hosts})
	}
	p.printf("authority    until %s\n", a.Until().Format(time.DateOnly))
	p.printf("fingerprint  %s\n", a.Fingerprint())
	p.printf("server       until %s, then renewed by itself\n", leaf.NotAfter.Format(time.DateOnly))
	p.printf("hosts        %s\n", strings.Join(hosts, "\n             "))
	page := "http://" + net.JoinHostPort(surely(leaf), "8443") + localtls.PagePath
	p.talkf("\nNext: tracewright serve --data %s --listen :8443\nThen open %s on each device: it shows how to trust the server.\n", p.cfg.Data, page)
	return nil
}

// surely is what a tablet finds the server by most surely: its address, where it
// has one on a private network of IPv4, since few networks know its name.
func surely(leaf *x509.Certificate) string {
	for _, ip := range leaf.IPAddresses {
		if ip.To4() != nil && !ip.IsLoopback() {
			return ip.String()
		}
	}
	return leaf.DNSNames[0]
}

// security is how a server speaks: plainly where config is nil.
type security struct {
	config *tls.Config
	pages  *localtls.Pages // how to trust the plant's own authority; nil without one
	host   string          // a name that the certificate has
}

// securityOf is the TLS that the settings and the data folder ask for. Plain HTTP
// is allowed on the loopback only.
func securityOf(cfg *config.Config, logger *slog.Logger) (*security, error) {
	if cfg.TLSCert != "" || cfg.TLSKey != "" {
		pair, err := tls.LoadX509KeyPair(cfg.TLSCert, cfg.TLSKey)
		if err != nil {
			return nil, fmt.Errorf("tls-cert and tls-key: %w", err)
		}
		return &security{
			config: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}},
			host:   nameOn(pair.Leaf),
		}, nil
	}
	host, _, err := net.SplitHostPort(cfg.Listen)
	if err != nil {
		return nil, usagef("listen: %w; write host:port, as 127.0.0.1:8080", err)
	}
	if cfg.Insecure {
		return &security{}, nil
	}
	a, err := localtls.Open(localtls.Folder(cfg.Data))
	if err == nil {
		return ownSecurity(a, logger)
	}
	if !errors.Is(err, localtls.ErrNone) {
		return nil, fmt.Errorf("tls: %w", err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return &security{}, nil
	}
	return nil, usagef("listen: %s can be reached from other machines, and without TLS anybody on the network can read tokens and PINs: "+
		"make certificates with tracewright tls init --data %s, or give some by --tls-cert and --tls-key, "+
		"or listen on 127.0.0.1 behind a proxy that speaks TLS, or accept the risk with --insecure", cfg.Listen, cfg.Data)
}

func ownSecurity(a *localtls.Authority, logger *slog.Logger) (*security, error) {
	k, err := localtls.Keep(a, time.Now, func(err error) { logger.Error("the certificate could not be renewed", "err", err) })
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	return &security{config: k.Config(), pages: localtls.MustPages(a), host: "localhost"}, nil
}

// nameOn is a name that a certificate has, localhost before others.
func nameOn(leaf *x509.Certificate) string {
	for _, name := range leaf.DNSNames {
		if leaf.VerifyHostname("localhost") != nil && !strings.Contains(name, "*") {
			return name
		}
	}
	return "localhost"
}

// listen has TLS spoken at an address, and whoever comes without it sent on.
func (s *security) listen(l net.Listener) net.Listener {
	if s.config == nil {
		return l
	}
	return localtls.Listen(l, s.config)
}

func (s *security) door(next http.Handler) http.Handler {
	if s.config == nil {
		return next
	}
	return localtls.Door(next, s.pages)
}

// address is what the server is reached by from this machine: where it listens on
// all addresses, by a name that its certificate has.
func (s *security) address(l net.Listener) string {
	scheme, at := "http", l.Addr().String()
	if s.config != nil {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(at)
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() && s.config != nil {
		at = net.JoinHostPort(s.host, port)
	}
	return scheme + "://" + at
}

// transport is how a client speaks to a server: it trusts the authority that the
// settings name, and the one of the data folder.
func transport(cfg *config.Config) (http.RoundTripper, error) {
	pool, err := trusted(cfg)
	if err != nil || pool == nil {
		return http.DefaultTransport, err
	}
	t, _ := http.DefaultTransport.(*http.Transport)
	own := t.Clone()
	own.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	return own, nil
}

// trusted is nil where the authorities of the system are enough.
func trusted(cfg *config.Config) (*x509.CertPool, error) {
	if cfg.TLSCA != "" {
		text, err := os.ReadFile(cfg.TLSCA)
		if err != nil {
			return nil, fmt.Errorf("tls-ca: %w", err)
		}
		pool := x509.NewCertPool()
		if c, err := x509.ParseCertificate(text); err == nil {
			pool.AddCert(c)
		} else if !pool.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("tls-ca: %s has no certificate, neither in PEM nor in DER", cfg.TLSCA)
		}
		return pool, nil
	}
	a, err := localtls.Open(localtls.Folder(cfg.Data))
	if err != nil { // none, or not ours to read
		return nil, nil
	}
	return a.Pool(), nil
}
