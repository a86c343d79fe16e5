package localtls

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The files of the folder: the certificates of the authority and of the server,
// in PEM, and
const (
	AuthorityFile = "authority.crt"
	ServerFile    = "server.crt"

	// their keys, and the hosts that were given, one a line.
	authorityKey = "authority.key"
	serverKey    = "server.key"
	hostsFile    = "hosts"
)

// How long certificates hold. Apple's systems take none of a server that is
// older than 825 days (support article HT210176); a year and a month, as public
// authorities have it, is renewed here without anybody's doing.
const (
	authorityYears = 10
	serverLife     = 397 * 24 * time.Hour
	renewBefore    = 60 * 24 * time.Hour
	// slack is how far the clock of a device may run behind.
	slack = 24 * time.Hour
)

// ErrNone says that the folder has no authority.
var ErrNone = errors.New("no authority was made here")

// Authority is the authority of a plant in its folder.
type Authority struct {
	dir         string
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	given       []string // hosts beside those of the machine
}

// Folder is where the authority of a data folder lies.
func Folder(data string) string { return filepath.Join(data, "tls") }

// Make makes a new authority in dir, and a certificate of the server for hosts
// and for what the machine is called and reached by. An authority that was there
// is replaced: whoever trusted it must trust the new one.
func Make(dir string, hosts []string, now time.Time) (*Authority, error) {
	hosts, err := checkHosts(hosts)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	machine, _ := os.Hostname() // a machine without a name is found by its addresses
	template := &x509.Certificate{
		SerialNumber: serialNumber(),
		Subject: pkix.Name{
			CommonName:   strings.TrimSpace("Tracewright " + machine + " " + now.UTC().Format(time.DateOnly)),
			Organization: []string{"Tracewright authority of this plant"},
		},
		NotBefore: now.Add(-slack), NotAfter: now.AddDate(authorityYears, 0, 0),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		IsCA:     true, BasicConstraintsValid: true, MaxPathLenZero: true,
	}
	confine(template, append(hosts, machine))
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	if err := write(dir, AuthorityFile, "CERTIFICATE", der); err != nil {
		return nil, err
	}
	if err := writeKey(dir, authorityKey, key); err != nil {
		return nil, err
	}
	if err := replaceFile(filepath.Join(dir, hostsFile), []byte(strings.Join(hosts, "\n")+"\n")); err != nil {
		return nil, err
	}
	a, err := Open(dir)
	if err != nil {
		return nil, err
	}
	return a, a.issue(now)
}

// Open opens the authority in dir; ErrNone where there is none.
func Open(dir string) (*Authority, error) {
	certificate, err := readCertificate(filepath.Join(dir, AuthorityFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	key, err := readKey(filepath.Join(dir, authorityKey))
	if err != nil {
		return nil, err
	}
	given, err := os.ReadFile(filepath.Join(dir, hostsFile))
	if err != nil {
		return nil, err
	}
	return &Authority{dir: dir, certificate: certificate, key: key, given: strings.Fields(string(given))}, nil
}

// Extend issues a certificate for further hosts. It fails where the authority may
// not vouch for one of them: then a new authority is wanted.
func (a *Authority) Extend(hosts []string, now time.Time) error {
	hosts, err := checkHosts(hosts)
	if err != nil {
		return err
	}
	for _, h := range hosts {
		if !a.covers(h) {
			return fmt.Errorf("the authority that was made %s may not vouch for %s", a.certificate.NotBefore.Add(slack).Format(time.DateOnly), h)
		}
	}
	a.given = append(a.given, hosts...)
	slices.Sort(a.given)
	a.given = slices.Compact(a.given)
	if err := replaceFile(filepath.Join(a.dir, hostsFile), []byte(strings.Join(a.given, "\n")+"\n")); err != nil {
		return err
	}
	return a.issue(now)
}

// issue makes a new key and certificate of the server.
func (a *Authority) issue(now time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	hosts := a.hosts()
	template := &x509.Certificate{
		SerialNumber: serialNumber(),
		Subject:      pkix.Name{CommonName: hosts[0]},
		NotBefore:    now.Add(-slack), NotAfter: now.Add(serverLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, h)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return err
	}
	if err := writeKey(a.dir, serverKey, key); err != nil {
		return err
	}
	return write(a.dir, ServerFile, "CERTIFICATE", der)
}

// hosts is what a certificate is made out for: what was given, and what the
// machine is called and reached by, as far as the authority may vouch for it.
func (a *Authority) hosts() []string {
	list := slices.Concat(a.given, machineHosts())
	list = slices.DeleteFunc(list, func(h string) bool { return !a.covers(h) })
	slices.SortStableFunc(list, func(x, y string) int { // names before addresses, the loopback last
		return rank(x) - rank(y)
	})
	var once []string
	for _, h := range list {
		if !slices.Contains(once, h) {
			once = append(once, h)
		}
	}
	return once
}

// Certificate is the authority's certificate, in DER.
func (a *Authority) Certificate() []byte { return a.certificate.Raw }

// Until is how long the authority's certificate holds.
func (a *Authority) Until() time.Time { return a.certificate.NotAfter }

// Fingerprint is the SHA-256 of the authority's certificate in the form in which
// devices show it.
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.certificate.Raw)
	return strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}

// Pool is what a client trusts that speaks to the server: what the system trusts,
// and the authority.
func (a *Authority) Pool() *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AddCert(a.certificate)
	return pool
}

// Server is the certificate of the server as it lies in the folder.
func (a *Authority) Server() (*x509.Certificate, error) {
	return readCertificate(filepath.Join(a.dir, ServerFile))
}

func serialNumber() *big.Int {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	b[0] &= 0x7f        // positive
	return new(big.Int).SetBytes(b)
}

func write(dir, name, kind string, der []byte) error {
	return replaceFile(filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func writeKey(dir, name string, key *ecdsa.PrivateKey) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return write(dir, name, "PRIVATE KEY", der)
}

// replaceFile writes a file whole or not at all; only its owner reads it.
func replaceFile(path string, content []byte) error {
	half := path + ".new"
	if err := os.WriteFile(half, content, 0o600); err != nil {
		return err
	}
	return os.Rename(half, path)
}

func readCertificate(path string) (*x509.Certificate, error) {
	der, err := readPEM(path, "CERTIFICATE")
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return certificate, nil
}

func readKey(path string) (*ecdsa.PrivateKey, error) {
	der, err := readPEM(path, "PRIVATE KEY")
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	own, ok := key.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: it is no ECDSA key", path)
	}
	return own, nil
}

func readPEM(path, kind string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != kind {
		return nil, fmt.Errorf("%s: it has no %s in PEM", path, strings.ToLower(kind))
	}
	return block.Bytes, nil
}
