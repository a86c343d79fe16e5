package localtls

import (
	"crypto/tls"
	"crypto/x509"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Keeper holds the certificate that a server shows, and renews it: before it runs
// out, and when the machine has got another name or address. It is safe for
// concurrent use.
type Keeper struct {
	Authority *Authority
	now       func() time.Time
	failed    func(error)

	mu    sync.Mutex
	shown *tls.Certificate
	look  time.Time // when to look again
}

// lookEvery is how often the names and the end of the certificate are looked at,
// at handshakes only.
const lookEvery = time.Minute

// Keep makes a keeper; failed is told when the certificate could not be renewed,
// and the one that there is stays.
func Keep(a *Authority, now func() time.Time, failed func(error)) (*Keeper, error) {
	k := &Keeper{Authority: a, now: now, failed: failed}
	_, err := k.Certificate()
	return k, err
}

// Config is the TLS of the server.
func (k *Keeper) Config() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return k.Certificate() },
	}
}

// Certificate is what the server shows now.
func (k *Keeper) Certificate() (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	if k.shown != nil && now.Before(k.look) {
		return k.shown, nil
	}
	k.look = now.Add(lookEvery)
	next, err := k.Authority.current(now)
	if err == nil {
		k.shown = next
		return next, nil
	}
	if k.shown == nil {
		return nil, err
	}
	k.failed(err)
	return k.shown, nil
}

// current is the certificate in the folder, made anew where it is to be.
func (a *Authority) current(now time.Time) (*tls.Certificate, error) {
	leaf, err := a.Server()
	if err != nil || a.stale(leaf, now) {
		if err := a.issue(now); err != nil {
			return nil, err
		}
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(a.dir, ServerFile), filepath.Join(a.dir, serverKey))
	if err != nil {
		return nil, err
	}
	pair.Certificate = append(pair.Certificate, a.certificate.Raw)
	return &pair, nil
}

// stale reports whether a certificate ends soon, is not of this authority, or
// lacks a host.
func (a *Authority) stale(leaf *x509.Certificate, now time.Time) bool {
	if leaf.NotAfter.Sub(now) < renewBefore || leaf.NotBefore.After(now) || leaf.CheckSignatureFrom(a.certificate) != nil {
		return true
	}
	return slices.ContainsFunc(a.hosts(), func(h string) bool { return leaf.VerifyHostname(h) != nil })
}
