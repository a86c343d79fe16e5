package httpapi

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/resolver"
	"github.com/tracewright/tracewright/internal/view"
)

// The answers behind GS1 Digital Links. Whoever is signed in and may read gets
// the whole object; anybody else what the plant definition shares, and where it
// shares nothing that could fit, nothing is looked up at all. What is not shared
// and what there is not have one answer.

// origin is what the addresses of this server begin with, as it was asked.
func origin(r *http.Request) string {
	if overTLS(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// serveLink answers a request for what is behind a Digital Link.
func (s *server) serveLink(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*") // cookies are not sent along
	h.Set("Access-Control-Expose-Headers", "Link")
	h.Set("Vary", "Accept, Accept-Language, Authorization, Cookie")
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		h.Set("Allow", linkMethods)
		h.Set("Access-Control-Allow-Methods", linkMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	default:
		h.Set("Allow", linkMethods)
		s.fail(w, r, problem(CodeWrongMethod, r.Method+" is not taken here."))
		return
	}
	q, err := resolver.Read(r, origin(r))
	l := &linkAnswer{s: s, question: q, page: resolver.Page{Language: q.Language}}
	if err != nil {
		l.err = brokenLink(err)
	} else {
		l.err = l.find(r)
	}
	l.write(w, r)
}

const linkMethods = "GET, HEAD, OPTIONS"

// find finds out who asks and what they are told.
func (l *linkAnswer) find(r *http.Request) error {
	p, err := l.s.Authenticate(r)
	stranger := errors.Is(err, auth.ErrUnauthenticated) && r.Header.Get("Authorization") == ""
	if err != nil && !stranger && !errors.Is(err, auth.ErrNotFound) {
		return err // a program whose token has expired is told so
	}
	l.signedIn = p.Can(auth.Read)
	if !l.signedIn {
		leave, err := l.s.visitors.enter(r)
		if err != nil {
			return err
		}
		defer leave()
	}
	return l.s.ask(r.Context(), 0, func(q *view.Query) error {
		index, err := l.s.plant(q)
		if err != nil {
			return err
		}
		l.q, l.index = q, index
		site := &index.Definition().Site
		l.page.Site = cmp.Or(site.Name, site.Code)
		if !l.signedIn {
			if !index.Shares() {
				l.page.Site = ""
			}
			return l.tellVisitor()
		}
		return l.tellMember()
	})
}

// write writes the answer in the form that is wanted.
func (l *linkAnswer) write(w http.ResponseWriter, r *http.Request) {
	q, h := l.question, w.Header()
	if len(q.Link.Path) > 0 {
		for _, e := range q.Link.Message() {
			l.page.Code = append(l.page.Code, resolver.Element{ID: e.AI, Name: resolver.TitleOf(e.AI), Value: e.Value})
		}
		uri := q.URI()
		h.Add("Link", resolver.Header(uri+linksetQuery(uri), "linkset", "application/linkset+json"))
		if q.Compressed {
			h.Add("Link", resolver.Header(uri, "owl:sameAs", ""))
		}
	}
	if l.err == nil && q.LinkType != "" && !isDefault(q.LinkType) {
		target, ok := resolver.Find(l.links, q.LinkType, q.Languages)
		if ok {
			h.Set("Location", target.Href)
			w.WriteHeader(http.StatusTemporaryRedirect)
			return
		}
		l.page = resolver.Page{Language: q.Language, Site: l.page.Site, Code: l.page.Code, Heading: "noLinkTitle"}
		l.err = problem(CodeNotFound, "Nothing here has a link of this type.", api.Fault{Location: "query.linkType", Message: "there is no link of the type " + clip(q.LinkType)})
	}
	switch {
	case q.Form == resolver.FormPage:
		l.writePage(w, r)
	case l.err != nil:
		l.s.fail(w, r, l.err)
	case q.Form == resolver.FormLinkset:
		b, err := resolver.Linkset(q.URI(), l.page.Title, l.links)
		if err != nil {
			l.s.fail(w, r, err)
			return
		}
		h.Add("Link", resolver.ContextHeader)
		h.Set("Content-Type", "application/linkset+json")
		_, _ = w.Write(b) // the client is gone
	default:
		_ = answer(w, l.resolved()) // the client is gone
	}
}

func isDefault(linkType string) bool {
	return linkType == "defaultLink" || linkType == "gs1:defaultLink"
}

// linksetQuery is what asks for the linkset of a link.
func linksetQuery(uri string) string {
	if u, err := url.Parse(uri); err == nil && u.RawQuery != "" {
		return "&linkType=linkset"
	}
	return "?linkType=linkset"
}

// writePage writes the page, that of a problem too.
func (l *linkAnswer) writePage(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if l.err != nil {
		f := faultOf(l.err)
		l.s.logFault(r.Context(), f)
		status = f.Status
		for name, values := range f.header {
			w.Header()[name] = values
		}
		l.explain(f)
	}
	b, err := l.s.pages.HTML(&l.page)
	if err != nil {
		l.s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Security-Policy", l.s.pages.Policy())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(l.page.Language))
	w.WriteHeader(status)
	_, _ = w.Write(b) // the client is gone
}

// explain says on the page what a problem is, where the page does not say it yet.
func (l *linkAnswer) explain(f *fault) {
	p := &l.page
	if p.Heading != "" || p.Title != "" {
		return
	}
	switch Code(f.Code) {
	case CodeBrokenLink:
		p.Heading, p.Detail = "brokenTitle", f.Detail+" "+f.Fix
	case CodeNotSignedIn:
		p.Heading, p.Detail = "hiddenTitle", f.Title
	case CodeTooManyQuestions, CodeBusy:
		p.Heading, p.Notes = "busyTitle", []string{"busyText"}
	default:
		p.Heading, p.Detail = "faultTitle", f.Title
	}
}

// getResolver describes the resolver (GS1-Conformant Resolver standard).
func (s *server) getResolver(w http.ResponseWriter, r *http.Request) error {
	b, err := resolver.Describe("Tracewright", origin(r))
	if err != nil {
		return err
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(b) // the client is gone
	return nil
}

// resolved is the answer for programs.
func (l *linkAnswer) resolved() *api.Resolved {
	p := &l.page
	out := &api.Resolved{
		URI: l.question.URI(), Level: string(l.question.Level()), Kind: p.Kind, Name: p.Title, Text: p.Text, State: l.state, Held: l.held,
		LotOnly: l.lotOnly, Facts: map[string]string{}, Object: l.object, Place: l.where,
		Elements: each(p.Code, func(e *resolver.Element) api.LinkElement { return api.LinkElement(*e) }),
		Links:    each(l.links, func(k *resolver.Link) api.ResolvedLink { return api.ResolvedLink(*k) }),
	}
	for _, f := range p.Facts {
		out.Facts[f.Word] = f.Value
	}
	return out
}

func describeResolver(_ huma.API, op *huma.Operation) {
	op.Responses["200"] = &huma.Response{Description: "The resolver description file.", Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Type: huma.TypeObject}}}}
}
