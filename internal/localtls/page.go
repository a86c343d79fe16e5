package localtls

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/resolver"
)

// Where a device that does not trust the server yet finds what it needs.
const (
	PagePath        = "/trust"
	CertificatePath = "/ca.crt"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
)

// Pages shows devices how to trust an authority. It is safe for concurrent use.
type Pages struct {
	authority *Authority
	template  *template.Template
	policy    string
}

// MustPages reads the page that is part of the program.
func MustPages(a *Authority) *Pages {
	style := resolver.Style(pageCSS)
	sum := sha256.Sum256([]byte(style))
	return &Pages{
		authority: a,
		template: template.Must(template.New("trust").Funcs(template.FuncMap{
			"say":   say,
			"style": func() template.CSS { return template.CSS(style) },
		}).Parse(pageHTML)),
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	}
}

// trustPage is what the page is filled with.
type trustPage struct {
	Language    resolver.Language
	Certificate string
	Fingerprint []string // in pairs of digits
	Name        string   // of the authority, as devices list it
	Until       string
	Server      string // the address that is trusted then
	QR          template.HTML
	Devices     []string
}

// ServeHTTP implements http.Handler: the page, and the certificate. Anybody may
// read both; what they show is no secret.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET is taken here.", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == CertificatePath {
		// The type by which tablets offer to install what they get.
		h.Set("Content-Type", "application/x-x509-ca-cert")
		h.Set("Content-Disposition", `attachment; filename="tracewright-ca.crt"`)
		_, _ = w.Write(p.authority.Certificate()) // the client is gone
		return
	}
	b, err := p.page(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h.Set("Content-Security-Policy", p.policy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept-Language")
	_, _ = w.Write(b) // the client is gone
}

func (p *Pages) page(r *http.Request) ([]byte, error) {
	t := trustPage{
		Language: resolver.Preferred(r), Certificate: CertificatePath, Fingerprint: strings.Split(p.authority.Fingerprint(), ":"),
		Name: p.authority.certificate.Subject.CommonName, Until: p.authority.Until().UTC().Format("2006-01-02"),
		Server: "https://" + r.Host + "/", Devices: []string{"android", "apple", "windows", "mac", "firefox"},
	}
	m, err := symbol.Encode(symbol.QR, "http://"+r.Host+PagePath, symbol.Options{Level: symbol.LevelL})
	if err == nil { // else the host is too long, or has what no address has
		t.QR = template.HTML(symbol.Picture{Matrix: m}.SVG(0.5)) // of our own making
	}
	var out bytes.Buffer
	err = p.template.Execute(&out, &t)
	return out.Bytes(), err
}

// Door answers what came without TLS at an address that speaks it: pages is
// shown, where it is not nil, and everything else is sent on to https. What was
// to be written is refused, since it has gone over the network in the clear.
func Door(next http.Handler, pages *Pages) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		switch {
		case pages != nil && (path == PagePath || path == CertificatePath):
			pages.ServeHTTP(w, r)
		case r.TLS != nil:
			next.ServeHTTP(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			http.Error(w, "This server speaks https only; what was sent has gone over the network in the clear. Change what is secret in it.", http.StatusForbidden)
		case pages != nil && path == "/":
			http.Redirect(w, r, PagePath, http.StatusFound)
		default:
			to := *r.URL
			to.Scheme, to.Host = "https", cmp.Or(r.Host, "localhost")
			http.Redirect(w, r, to.String(), http.StatusTemporaryRedirect)
		}
	})
}
