package cli_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPlantWithItsOwnAuthority: made with one command, used by the server, by
// commands beside it, and by clients elsewhere that were given the authority.
func TestPlantWithItsOwnAuthority(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if _, errs := run(t, 2, "serve", "--data", data, "--listen", "0.0.0.0:0"); !strings.Contains(errs, "tls init --data "+data) {
		t.Errorf("without certificates: %s", errs)
	}
	out, _ := run(t, 0, "tls", "init", "--data", data, "--host", "trace.local")
	if again, _ := run(t, 0, "tls", "show", "--data", data); again != out || !strings.Contains(out, "trace.local") {
		t.Errorf("init says\n%sand show\n%s", out, again)
	}
	if _, errs := run(t, 3, "tls", "init", "--data", data, "--host", "trace.example.com"); !strings.Contains(errs, "--anew") {
		t.Errorf("a host that the authority may not vouch for: %s", errs)
	}

	address, stop, err := startServer("--data", data, "--listen", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	port, ok := strings.CutPrefix(address, "https://localhost:")
	if !ok {
		t.Fatalf("it listens on %s", address)
	}
	if out, _ := run(t, 0, "doctor", "--data", data); strings.Count(out, "certificate") < 2 {
		t.Errorf("doctor: %s", out)
	}
	certificate := fetch(t, "http://127.0.0.1:"+port+"/ca.crt")
	ca := filepath.Join(t.TempDir(), "ca.crt")
	if err := os.WriteFile(ca, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	token, err := os.ReadFile(filepath.Join(data, "admin.token"))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := []string{"token", "list", "--data", t.TempDir(), "--server", "https://127.0.0.1:" + port, "--token", strings.TrimSpace(string(token))}
	if _, errs := run(t, 3, elsewhere...); !strings.Contains(errs, "--tls-ca") {
		t.Errorf("without the authority: %s", errs)
	}
	run(t, 0, append(elsewhere, "--tls-ca", ca)...)
	if _, errs := run(t, 3, append(elsewhere, "--tls-ca", filepath.Join(data, "admin.token"))...); !strings.Contains(errs, "no certificate") {
		t.Errorf("with a file that is no certificate: %s", errs)
	}
	trusting(t, certificate, address+"/healthz")
	if code, text := stop(); code != 0 {
		t.Errorf("the server ended with %d: %s", code, text)
	}
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", url, res.StatusCode, err)
	}
	return b
}

// trusting reads a page as a device does that was told of the authority.
func trusting(t *testing.T, authority []byte, url string) {
	t.Helper()
	c, err := x509.ParseCertificate(authority)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(c)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	defer transport.CloseIdleConnections()
	res, err := (&http.Client{Transport: transport}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("%s: %d, %v", url, res.StatusCode, err)
	}
}
