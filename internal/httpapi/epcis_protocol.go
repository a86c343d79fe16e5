package httpapi

import (
	"cmp"
	"encoding/xml"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	epcisxml "github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/ident"
)

// The EPCIS 2.0 interface (REST binding of ISO/IEC 19987), below /epcis. Here is
// what all its addresses have in common: versions, forms and problems.

const epcisRoot = "/epcis"

// isEPCIS reports whether a request is for the EPCIS interface.
func isEPCIS(r *http.Request) bool {
	return r.URL.Path == epcisRoot || strings.HasPrefix(r.URL.Path, epcisRoot+"/")
}

// epcisRoute mounts a handler of the EPCIS interface, which tells its problems by
// the types of the standard. Parameters are for the handler to judge.
func epcisRoute(handle func(*server, http.ResponseWriter, *http.Request) error) func(*server, huma.API, huma.Operation) {
	return mounted(func(s *server, w http.ResponseWriter, r *http.Request) error {
		if len(r.RequestURI) > maxURI {
			return problem(CodeLongAddress, "It has "+strconv.Itoa(len(r.RequestURI))+" bytes of at most "+strconv.Itoa(maxURI)+".")
		}
		if err := negotiate(r); err != nil {
			return err
		}
		return handle(s, w, r)
	}, func(*huma.Operation, *http.Request) error { return nil })
}

// maxURI is the longest address that is taken, in bytes.
const maxURI = 64 << 10

// version is that of a standard.
type version [3]int

// standard is the versions of a standard that an address speaks.
type standard struct {
	name     string // in the headers
	min, max version
}

// spoken lists the versions that an address speaks: documents of any version are
// captured, and answers are those of 2.0.
func spoken(r *http.Request) []standard {
	two := version{2, 0, 0}
	all := []standard{{"GS1-EPCIS-", two, two}, {"GS1-CBV-", two, two}}
	if r.URL.Path == epcisRoot+"/capture" {
		all[0].min, all[1].min = version{1, 0, 0}, version{1, 0, 0}
	}
	return all
}

// announce says what the EPCIS interface speaks.
func (s *server) announce(h http.Header, r *http.Request) {
	for _, v := range spoken(r) {
		h.Set(v.name+"Version", v.max.String())
		h.Set(v.name+"Min", v.min.String())
		h.Set(v.name+"Max", v.max.String())
	}
	h.Set("GS1-Vendor-Version", s.Version)
	h.Set("GS1-Extensions", "tw="+epcis.Namespace)
}

// negotiate refuses a client that takes none of the versions that are spoken.
func negotiate(r *http.Request) error {
	for _, v := range spoken(r) {
		for _, bound := range []struct {
			name   string
			beside func(version) bool
		}{
			{"Version", func(asked version) bool { return asked.less(v.min) || v.max.less(asked) }},
			{"Min", func(asked version) bool { return v.max.less(asked) }},
			{"Max", func(asked version) bool { return asked.less(v.min) }},
		} {
			text := r.Header.Get(v.name + bound.name)
			if text == "" {
				continue
			}
			asked, ok := parseVersion(text)
			if !ok || bound.beside(asked) {
				return problem(CodeNotAcceptable, v.name+bound.name+" "+clip(text)+": "+v.min.String()+" to "+v.max.String()+" is spoken here.")
			}
		}
	}
	return nil
}

// parseVersion reads a version of up to three numbers.
func parseVersion(text string) (v version, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) > len(v) {
		return v, false
	}
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return v, false
		}
		v[i] = int(n)
	}
	return v, true
}

func (v version) less(w version) bool {
	return cmp.Or(cmp.Compare(v[0], w[0]), cmp.Compare(v[1], w[1]), cmp.Compare(v[2], w[2])) < 0
}

// String is the version as headers have it.
func (v version) String() string {
	return strconv.Itoa(v[0]) + "." + strconv.Itoa(v[1]) + "." + strconv.Itoa(v[2])
}

// shapeOf is how an answer is written: as the client accepts it.
type shapeOf struct {
	xml       bool
	mediaType string
	words     epcisxml.Vocabulary
	format    form.Format
	lengths   ident.Prefixes
}

// accepted is the media type that a client likes best of those that are given;
// empty: none of them.
func accepted(r *http.Request) string {
	best, chosen := -1.0, ""
	for _, header := range r.Header.Values("Accept") {
		for part := range strings.SplitSeq(header, ",") {
			t, params, err := mime.ParseMediaType(part)
			if err != nil {
				continue
			}
			quality, err := strconv.ParseFloat(cmp.Or(params["q"], "1"), 64)
			if err != nil || quality <= 0 || quality <= best {
				continue
			}
			switch t {
			case "*/*", "application/*":
				t = "application/ld+json"
			case "text/*":
				t = "text/xml"
			case "application/json", "application/ld+json", "application/xml", "text/xml":
			default:
				continue
			}
			best, chosen = quality, t
		}
	}
	if chosen == "" && r.Header.Get("Accept") == "" {
		return "application/ld+json"
	}
	return chosen
}

// shape reads in which form a client wants its answer.
func (s *server) shape(r *http.Request) (shapeOf, error) {
	as := shapeOf{mediaType: accepted(r), format: form.AlwaysLink}
	if as.mediaType == "" {
		return as, problem(CodeNotAcceptable, "Accept names none of application/ld+json, application/json, application/xml and text/xml.")
	}
	as.xml = strings.HasSuffix(as.mediaType, "/xml")
	if text := r.Header.Get("GS1-EPC-Format"); text != "" {
		f, err := form.ParseFormat(text)
		if err != nil {
			return as, problem(CodeNotAcceptable, "GS1-EPC-Format "+clip(text)+": use Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates.")
		}
		as.format = f
	}
	if as.format == form.AlwaysURN {
		index, err := s.definition(r)
		if err != nil {
			return as, err
		}
		as.lengths = ident.FirstPrefix(index.PrefixLength, s.Prefixes)
	}
	switch text := r.Header.Get("GS1-CBV-XML-Format"); text {
	case "", "Always_Web_URI":
	case "No_Preference", "Never_Translates":
		as.words = epcisxml.AsRead
	case "Always_URN":
		as.words = epcisxml.URN
	default:
		return as, problem(CodeNotAcceptable, "GS1-CBV-XML-Format "+clip(text)+": use Always_Web_URI, Always_URN, No_Preference or Never_Translates.")
	}
	return as, nil
}

// maxPrefixes bounds the prefixes of a request.
const maxPrefixes = 100

// extensionsOf reads the header GS1-Extensions: "prefix=uri, …".
func extensionsOf(r *http.Request) (epcis.Namespaces, error) {
	ns := epcis.Namespaces{}
	for _, header := range r.Header.Values("GS1-Extensions") {
		for pair := range strings.SplitSeq(header, ",") {
			prefix, uri, ok := strings.Cut(strings.TrimSpace(pair), "=")
			if !ok || !epcis.IsFreePrefix(prefix) || !strings.Contains(uri, ":") || len(ns) == maxPrefixes {
				return nil, exception("ValidationException", problem(CodeBadValue, "GS1-Extensions: write prefix=URI, several parted by commas, with no prefix of the standard."))
			}
			ns[prefix] = uri
		}
	}
	return ns, nil
}

// exception gives a problem the type that EPCIS has for it.
func exception(name string, f *fault) *fault {
	f.Type = "epcisException:" + name
	return f
}

// spokenAs is an error as the interface of a request tells it.
func spokenAs(r *http.Request, err error) *fault {
	if !isEPCIS(r) {
		return faultOf(err)
	}
	f := epcisFault(err)
	f.xml = strings.HasSuffix(accepted(r), "/xml")
	return f
}

// epcisFault gives an error the type of the standard.
func epcisFault(err error) *fault {
	f := faultOf(err)
	if f.Status == http.StatusUnprocessableEntity {
		f.Status = http.StatusBadRequest // the standard knows no other
	}
	if strings.HasPrefix(f.Type, "epcisException:") {
		return f
	}
	name := "ImplementationException"
	switch f.Status {
	case http.StatusBadRequest:
		name = "ValidationException"
	case http.StatusUnauthorized, http.StatusForbidden:
		name = "SecurityException"
	case http.StatusNotFound:
		name = "NoSuchResourceException"
	case http.StatusNotAcceptable:
		name = "NotAcceptableException"
	case http.StatusConflict:
		name = "ResourceAlreadyExistsException"
	case http.StatusRequestEntityTooLarge:
		name = "CaptureLimitExceededException"
	case http.StatusRequestURITooLong:
		name = "URITooLongException"
	case http.StatusUnsupportedMediaType:
		name = "UnsupportedMediaTypeException"
	}
	return exception(name, f)
}

// problemXML is a problem in XML (RFC 7807, appendix A), with our members beside
// those of the standard.
type problemXML struct {
	XMLName xml.Name   `xml:"urn:ietf:rfc:7807 problem"`
	Type    string     `xml:"type"`
	Title   string     `xml:"title"`
	Status  int        `xml:"status"`
	Detail  string     `xml:"detail,omitempty"`
	Code    string     `xml:"code"`
	Fix     string     `xml:"fix,omitempty"`
	Errors  []faultXML `xml:"errors>i,omitempty"`
}

type faultXML struct {
	Location string `xml:"location,omitempty"`
	Message  string `xml:"message"`
}

// writeXML writes the problem as application/problem+xml.
func (f *fault) writeXML(w http.ResponseWriter) {
	p := problemXML{Type: f.Type, Title: f.Title, Status: f.Status, Detail: f.Detail, Code: f.Code, Fix: f.Fix}
	p.Errors = each(f.Errors, func(e *api.Fault) faultXML { return faultXML{e.Location, e.Message} })
	w.Header().Set("Content-Type", "application/problem+xml")
	w.WriteHeader(f.Status)
	_ = xml.NewEncoder(w).Encode(&p) // the client is gone
}
