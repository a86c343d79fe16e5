package localtls_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/localtls"
)

func made(t *testing.T, hosts ...string) (a *localtls.Authority, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "tls")
	a, err := localtls.Make(dir, hosts, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return a, dir
}

func only(t *testing.T, a *localtls.Authority) *x509.CertPool {
	t.Helper()
	c, err := x509.ParseCertificate(a.Certificate())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(c)
	return pool
}

func TestCertificateHoldsForTheMachineAndForWhatIsGiven(t *testing.T) {
	t.Parallel()
	a, dir := made(t, "Trace.Example.com", "198.51.100.7")
	leaf, err := a.Server()
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"localhost", "127.0.0.1", "::1", "trace.example.com", "198.51.100.7"} {
		if _, err := leaf.Verify(x509.VerifyOptions{Roots: only(t, a), DNSName: host}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, name := range []string{"authority.key", "server.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || os.PathSeparator == '/' && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if _, err := localtls.Open(t.TempDir()); !errors.Is(err, localtls.ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestAuthorityVouchesForThePlantOnly: whoever steals its key cannot pretend to
// be a bank on the tablets that trust it.
func TestAuthorityVouchesForThePlantOnly(t *testing.T) {
	t.Parallel()
	a, dir := made(t, "trace.example.com")
	for _, c := range []struct {
		host string
		want bool
	}{{"trace.example.com", true}, {"pc.local", true}, {"10.1.2.3", true}, {"bank.example", false}, {"example.com", false}, {"8.8.8.8", false}, {"2001:db8::1", false}} {
		leaf := forged(t, dir, a, c.host)
		_, err := leaf.Verify(x509.VerifyOptions{Roots: only(t, a), DNSName: c.host})
		if (err == nil) != c.want {
			t.Errorf("%s: %v", c.host, err)
		}
		if err := a.Extend([]string{c.host}, time.Now()); (err == nil) != c.want {
			t.Errorf("extend by %s: %v", c.host, err)
		}
	}
}

func forged(t *testing.T, dir string, a *localtls.Authority, host string) *x509.Certificate {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "authority.key"))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := x509.ParseCertificate(a.Certificate())
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(7), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, issuer.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func TestHostsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"", "https://pc", "pc:8443", "*.example.com", "0.0.0.0", "::", "fe80::1%eth0", "-pc", "pc one", "<script>", strings.Repeat("a", 300)} {
		dir := filepath.Join(t.TempDir(), "tls")
		if _, err := localtls.Make(dir, []string{host}, time.Now()); err == nil {
			t.Errorf("%q is taken", host)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q leaves something behind", host)
		}
	}
}

// TestServerRenewsItsCertificate: devices go on trusting the authority.
func TestServerRenewsItsCertificate(t *testing.T) {
	t.Parallel()
	a, dir := made(t, "trace.example.com")
	now := time.Now()
	k, err := localtls.Keep(a, func() time.Time { return now }, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	first, err := k.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 6, 0)
	if same, err := k.Certificate(); err != nil || same.Leaf.SerialNumber.Cmp(first.Leaf.SerialNumber) != 0 {
		t.Errorf("after half a year: %v", err)
	}
	now = now.AddDate(0, 6, 0)
	second, err := k.Certificate()
	if err != nil || second.Leaf.SerialNumber.Cmp(first.Leaf.SerialNumber) == 0 {
		t.Fatalf("after a year it is the old one, %v", err)
	}
	if _, err := second.Leaf.Verify(x509.VerifyOptions{Roots: only(t, a), DNSName: "trace.example.com", CurrentTime: now}); err != nil {
		t.Error(err)
	}
	if again, err := localtls.Open(dir); err != nil || again.Fingerprint() != a.Fingerprint() {
		t.Errorf("the authority is another one: %v", err)
	}
}

// TestCertificateThatCannotBeRenewedStays until it can be.
func TestCertificateThatCannotBeRenewedStays(t *testing.T) {
	t.Parallel()
	a, dir := made(t)
	now, told := time.Now(), 0
	k, err := localtls.Keep(a, func() time.Time { return now }, func(error) { told++ })
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	if c, err := k.Certificate(); err != nil || c == nil || told != 1 {
		t.Errorf("%v, told %d times", err, told)
	}
}

// serve starts a server that shows who has come in.
func serve(t *testing.T) (a *localtls.Authority, address string, client *http.Client) {
	t.Helper()
	a, _ = made(t)
	k, err := localtls.Keep(a, time.Now, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	inside := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto+" "+r.URL.Path) })
	server := &http.Server{Handler: localtls.Door(inside, localtls.MustPages(a))}
	go func() { _ = server.Serve(localtls.Listen(inner, k.Config())) }()
	t.Cleanup(func() { _ = server.Close() })
	client = &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: only(t, a)}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(client.CloseIdleConnections)
	return a, inner.Addr().String(), client
}

func ask(t *testing.T, c *http.Client, method, url string) (status int, text string, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err = errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

func TestOneAddressSpeaksBothAndLetsInByTLSOnly(t *testing.T) {
	t.Parallel()
	a, address, client := serve(t)
	silent, err := net.Dial("tcp", address) // who says nothing keeps nobody waiting
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()

	if status, text, _ := ask(t, client, http.MethodPost, "https://"+address+"/api"); status != http.StatusOK || text != "HTTP/2.0 /api" {
		t.Errorf("by TLS: %d %s", status, text)
	}
	for _, c := range []struct {
		method, path string
		status       int
		to           string
	}{
		{http.MethodGet, "/", http.StatusFound, "/trust"},
		{http.MethodGet, "/station?at=A", http.StatusTemporaryRedirect, "https://" + address + "/station?at=A"},
		{http.MethodPost, "/api/v1/sign-in", http.StatusForbidden, ""},
		{http.MethodPut, "/trust", http.StatusMethodNotAllowed, ""},
	} {
		status, _, header := ask(t, client, c.method, "http://"+address+c.path)
		if status != c.status || header.Get("Location") != c.to {
			t.Errorf("%s %s: %d to %q", c.method, c.path, status, header.Get("Location"))
		}
	}
	status, text, header := ask(t, client, http.MethodGet, "http://"+address+"/ca.crt")
	if status != http.StatusOK || text != string(a.Certificate()) || header.Get("Content-Type") != "application/x-x509-ca-cert" {
		t.Errorf("the certificate: %d, %v", status, header)
	}
}

func TestPageShowsHowToTrust(t *testing.T) {
	t.Parallel()
	a, _ := made(t)
	pages := localtls.MustPages(a)
	for language, words := range map[string]string{"": "Let this device trust", "de-AT,en;q=0.5": "vertrauen lassen", "es": "confíe"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://pc.local:8443/trust", nil)
		r.Header.Set("Accept-Language", language)
		pages.ServeHTTP(w, r)
		body := strings.ReplaceAll(w.Body.String(), "<wbr>", "")
		if w.Code != http.StatusOK || !strings.Contains(body, words) || !strings.Contains(body, a.Fingerprint()) ||
			!strings.Contains(body, `href="https://pc.local:8443/"`) || !strings.Contains(body, "<svg") || !strings.Contains(body, "</html>") {
			t.Errorf("%q: %d\n%s", language, w.Code, body)
		}
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://pc/trust", nil)
	r.Host = `x"><script>alert(1)</script>`
	pages.ServeHTTP(w, r)
	if strings.Contains(w.Body.String(), "<script") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("a hostile host: %s", w.Body)
	}
}
