package httpapi

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/resolver"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// linkAnswer is what is told of a Digital Link.
type linkAnswer struct {
	s        *server
	question *resolver.Question
	signedIn bool
	q        *view.Query
	index    *plant.Index

	page    resolver.Page
	links   []resolver.Link
	object  *api.ObjectDetail
	where   *api.ResolvedPlace
	state   string
	held    *bool
	lotOnly bool
	err     error
}

// brokenLink is the problem of a link that cannot be read.
func brokenLink(err error) error {
	f := ident.FaultOf(ident.SchemeLink, err)
	return problem(CodeBrokenLink, sentence(f.Text), api.Fault{Location: "path", Message: f.Code + ": " + f.Text + ". " + f.Fix})
}

// sentence makes a sentence of a text.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(text[size:], ".") + "."
}

// part is the part that the key of the link names; nil where it names none.
func (l *linkAnswer) part() *plant.Part {
	key := l.question.PartKey()
	if key == "" {
		return nil
	}
	if p, ok := l.index.PartByGTIN(key); ok {
		return p
	}
	if p, ok := l.index.Part(key, ""); ok {
		return p
	}
	return nil
}

// objects lists what the link can mean. Where it names a part, a number alone
// means nothing of another one.
func (l *linkAnswer) objects() ([]track.Object, error) {
	if l.question.Level() == resolver.Class && l.question.PartKey() != "" {
		return nil, nil
	}
	return l.q.Resolve(track.Ref(l.question.Identity()), micros(time.Now()))
}

// tellVisitor tells what anybody may know. Whatever is not shared has one and the
// same answer, whether it is there or not.
func (l *linkAnswer) tellVisitor() error {
	part := l.part()
	if place, exact := l.place(); place != nil {
		share, ok := l.index.ShareOf(string(plant.SharePlace), "")
		if !ok {
			return l.hide()
		}
		return l.tellPlace(place, exact, share)
	}
	if !l.index.Shares() || l.question.PartKey() != "" && (part == nil || !l.sharesSomeOf(part)) {
		return l.hide()
	}
	found, err := l.objects()
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(o track.Object) bool {
		_, ok := l.index.ShareOf(string(o.Kind), o.Part)
		return !ok
	})
	if len(found) == 1 {
		share, _ := l.index.ShareOf(string(found[0].Kind), found[0].Part)
		return l.tellShared(&found[0], share)
	}
	if part == nil {
		return l.hide()
	}
	share, ok := l.index.ShareOfPart(part.Number)
	if !ok {
		return l.hide()
	}
	l.tellPart(part, share)
	if l.question.Level() != resolver.Class {
		l.unknownOfPart()
	}
	return l.err
}

// sharesSomeOf reports whether anything of a part can be seen by anybody.
func (l *linkAnswer) sharesSomeOf(part *plant.Part) bool {
	for _, kind := range []track.Kind{track.KindUnit, track.KindLot, track.KindContainer, track.KindPackage} {
		if _, ok := l.index.ShareOf(string(kind), part.Number); ok {
			return true
		}
	}
	return false
}

// hide says that nothing is shared, and that a sign-in may show more. It is
// the same for what there is and for what there is not.
func (l *linkAnswer) hide() error {
	l.page.Heading, l.page.Notes, l.page.SignIn = "hiddenTitle", []string{"hiddenText"}, findPage(l.question.URI())
	return problem(CodeNotShared, "")
}

// findPage is the screen that looks a code up. Who is not signed in does so
// there.
func findPage(code string) string { return "/find?code=" + url.QueryEscape(code) }

// unknownOfPart says that the part is known, and the number is not.
func (l *linkAnswer) unknownOfPart() {
	l.page.Subtitle, l.page.Marks = l.number(), []resolver.Mark{{Word: "notKnown", Tone: resolver.Stop}}
	l.page.Notes = append([]string{"unknownOfProduct"}, l.page.Notes...)
	l.page.Class = l.question.Class()
	l.err = problem(CodeNotFound, "The product is known, and this number of it is not.")
}

// number is the most exact value of the link: what is printed on the thing.
func (l *linkAnswer) number() string {
	path := l.question.Link.Path
	return path[len(path)-1].Value
}

// tellPart tells of the part itself: what a share says, or all.
func (l *linkAnswer) tellPart(part *plant.Part, share *plant.Share) {
	p := &l.page
	tells := func(f plant.ShareField) bool { return share == nil || share.Tells(f) }
	p.Kind = "product"
	if tells(plant.FieldName) {
		p.Title = part.Name
	}
	if tells(plant.FieldPart) {
		p.Title = cmp.Or(p.Title, part.Number)
		p.Facts = append(p.Facts, resolver.Fact{Word: "part", Value: part.Number})
	}
	if p.Title == "" {
		p.Heading = "product"
	}
	if tells(plant.FieldRevision) && part.Revision != "" {
		p.Facts = append(p.Facts, resolver.Fact{Word: "revision", Value: part.Revision})
	}
	if tells(plant.FieldSite) {
		p.Facts = append(p.Facts, resolver.Fact{Word: "site", Value: p.Site})
	}
	l.lead(share)
}

// lead adds what leads on: the page itself as the default, and what the plant
// says and links to.
func (l *linkAnswer) lead(share *plant.Share) {
	l.links = append(l.links, resolver.Link{
		Type: "defaultLink", Title: cmp.Or(l.page.Title, l.number()), Href: l.question.URI(), Media: "text/html",
	})
	if share == nil {
		return
	}
	l.page.Text = share.Text
	for _, k := range share.Links {
		link := resolver.Link{Type: k.Type, Title: k.Title, Href: k.Href, Language: k.Language, Media: cmp.Or(k.Media, "text/html")}
		l.links, l.page.Links = append(l.links, link), append(l.page.Links, link)
	}
	l.page.Links = resolver.Suited(l.page.Links, l.question.Languages)
}

// tellShared tells of an object what a share says.
func (l *linkAnswer) tellShared(o *track.Object, share *plant.Share) error {
	fields, err := l.fieldsOf(o)
	if err != nil {
		return err
	}
	p := &l.page
	p.Kind, p.Subtitle = string(o.Kind), l.number()
	p.Title = fields[plant.FieldName]
	if !share.Tells(plant.FieldName) {
		p.Title = ""
	}
	if share.Tells(plant.FieldPart) {
		p.Title = cmp.Or(p.Title, fields[plant.FieldPart])
	}
	if p.Title == "" {
		p.Heading = p.Kind
	}
	l.noteLevel(o)
	for _, f := range share.Fields {
		if value := fields[f]; value != "" && f != plant.FieldName {
			p.Facts = append(p.Facts, resolver.Fact{Word: string(f), Value: value})
		}
	}
	if share.Tells(plant.FieldHold) {
		on, err := l.q.HoldsOn([]track.ObjectID{o.ID})
		if err != nil {
			return err
		}
		l.markHeld(len(on[o.ID]) > 0)
	}
	if share.Tells(plant.FieldState) {
		if err := l.markLife(o); err != nil {
			return err
		}
	}
	p.Notes = append(p.Notes, "visitorNote")
	l.lead(share)
	return nil
}

// fieldsOf is what can be told of an object, by field. The day on which it was
// made is known of what was made here.
func (l *linkAnswer) fieldsOf(o *track.Object) (map[plant.ShareField]string, error) {
	f, err := l.q.LabelFields(view.LabelSubject{Object: o.ID})
	if err != nil {
		return nil, err
	}
	site := &l.index.Definition().Site
	out := map[plant.ShareField]string{
		plant.FieldName: f["name"], plant.FieldPart: f["part"], plant.FieldRevision: f["revision"], plant.FieldSerial: f["serial"],
		plant.FieldLot: f["lot"], plant.FieldMaker: o.Maker, plant.FieldExpires: f["expires"], plant.FieldQuantity: quantityOf(f),
		plant.FieldCount: f["count"], plant.FieldSite: l.page.Site,
	}
	if o.Maker == site.Code && o.Maker != "" {
		out[plant.FieldMade], out[plant.FieldMaker] = f["date"], l.page.Site
	}
	return out, nil
}

// quantityOf is the quantity of an object with its unit.
func quantityOf(f map[string]string) string {
	if f["quantity"] == "" || f["unit"] == "" {
		return f["quantity"]
	}
	return f["quantity"] + " " + f["unit"]
}

// noteLevel says where the lot is told of in place of the thing.
func (l *linkAnswer) noteLevel(o *track.Object) {
	if l.question.Level() == resolver.Instance && o.Kind == track.KindLot {
		l.lotOnly = true
		l.page.Notes = append(l.page.Notes, "lotOnly")
	}
}

func (l *linkAnswer) markHeld(held bool) {
	l.held = &held
	if !held {
		l.page.Marks = append(l.page.Marks, resolver.Mark{Word: "fine", Tone: resolver.Good})
		return
	}
	l.page.Marks = append(l.page.Marks, resolver.Mark{Word: "held", Tone: resolver.Stop})
	l.page.Notes = append(l.page.Notes, "heldText")
}

// markLife says what became of it: what left in a box has left.
func (l *linkAnswer) markLife(o *track.Object) error {
	if err := l.q.Whereabouts(o); err != nil {
		return err
	}
	l.state = string(o.Life)
	tone := resolver.Plain
	if o.Life == track.LifeScrapped {
		tone = resolver.Stop
	}
	l.page.Marks = append(l.page.Marks, resolver.Mark{Word: string(o.Life), Tone: tone})
	return nil
}

// tellMember tells all to who is signed in.
func (l *linkAnswer) tellMember() error {
	part := l.part()
	found, err := l.objects()
	place, exact := l.place()
	switch {
	case err != nil:
		return err
	case len(found) > 1:
		return l.tellSeveral(found)
	case len(found) == 1:
		return l.tellObject(&found[0], part)
	case place != nil:
		return l.tellPlace(place, exact, nil)
	case part == nil:
		l.page.Heading, l.page.Notes, l.page.Screen = "unknownTitle", []string{"unknownText"}, findPage(l.question.URI())
		return problem(CodeNotFound, "Nothing here is called so.")
	}
	share, _ := l.index.ShareOfPart(part.Number)
	l.tellPart(part, nil)
	if share != nil {
		l.links = nil
		l.lead(share)
	}
	l.page.Facts = append(l.page.Facts, resolver.Fact{Word: "tracking", Value: string(cmp.Or(part.Tracking, plant.TrackingSerial))})
	l.page.Screen = findPage(part.Number)
	if l.question.Level() != resolver.Class {
		l.page.Screen = findPage(l.question.URI())
		l.unknownOfPart()
	}
	return l.err
}

// tellSeveral lets somebody choose.
func (l *linkAnswer) tellSeveral(found []track.Object) error {
	l.page.Heading = "severalTitle"
	f := problem(CodeAmbiguous, "")
	for i := range found {
		ref := wireRef(&found[i])
		ref.Maker = found[i].Maker
		f.Candidates = append(f.Candidates, ref)
		label := cmp.Or(ref.Name, ref.ID)
		for _, more := range []string{ref.Part, ref.Maker} {
			if more != "" {
				label += " · " + more
			}
		}
		l.page.Candidates = append(l.page.Candidates, resolver.Candidate{Label: label, Href: findPage(ident.ObjectURI(ref.ID))})
	}
	return f
}

// tellObject tells all of an object.
func (l *linkAnswer) tellObject(o *track.Object, part *plant.Part) error {
	detail, err := l.s.getObject(l.q, &ObjectInput{ID: string(o.ID)})
	if err != nil {
		return err
	}
	fields, err := l.fieldsOf(o)
	if err != nil {
		return err
	}
	l.object = detail
	p := &l.page
	p.Kind, p.Title, p.Subtitle = string(o.Kind), fields[plant.FieldName], o.Name
	if p.Title == o.Name {
		p.Subtitle = ""
	}
	l.noteLevel(o)
	if part == nil && l.question.PartKey() != "" {
		p.Notes = append(p.Notes, "foreignPart")
	}
	if err := l.tellHolds(o); err != nil {
		return err
	}
	if err := l.markLife(o); err != nil {
		return err
	}
	for _, f := range []plant.ShareField{
		plant.FieldPart, plant.FieldRevision, plant.FieldSerial, plant.FieldLot, plant.FieldMaker, plant.FieldMade,
		plant.FieldExpires, plant.FieldQuantity, plant.FieldCount,
	} {
		l.fact(string(f), fields[f])
	}
	l.fact("order", o.Order)
	l.fact("place", cmp.Or(detail.Location, detail.Station))
	if detail.Inside != nil {
		l.fact("inside", cmp.Or(detail.Inside.Name, detail.Inside.ID))
	}
	l.fact("operation", o.Operation)
	for _, n := range detail.Identifiers {
		if n.Taken == 0 {
			p.Names = append(p.Names, resolver.Name{Scheme: n.Scheme, Issuer: n.Issuer, Value: n.Value, Former: !n.ValidTo.IsZero() && n.ValidTo.Before(time.Now())})
		}
	}
	p.Screen = findPage(detail.URI)
	share, _ := l.index.ShareOf(string(o.Kind), o.Part)
	l.lead(share)
	api := l.question.Link.Stem + "/api/v1/objects/" + string(o.ID)
	l.links = append(l.links,
		resolver.Link{Type: "traceability", Title: "What went into it", Href: api + "/trace", Media: "application/json"},
		resolver.Link{Type: "masterData", Title: "All that is known of it", Href: api, Media: "application/json"})
	return nil
}

// fact tells something, if it is known.
func (l *linkAnswer) fact(word, value string) {
	if value != "" {
		l.page.Facts = append(l.page.Facts, resolver.Fact{Word: word, Value: value})
	}
}

// tellHolds tells of the holds that lie on an object.
func (l *linkAnswer) tellHolds(o *track.Object) error {
	rows, err := l.q.ObjectHolds(o.ID)
	if err != nil {
		return err
	}
	for _, h := range rows {
		if h.Released == 0 && h.Cleared == 0 {
			since := h.PlacedAt.Time().In(l.index.Zone()).Format(time.DateTime)
			l.page.Holds = append(l.page.Holds, resolver.Hold{ID: string(h.ID), Reason: h.Reason, Since: since})
		}
	}
	l.markHeld(len(l.page.Holds) > 0)
	return nil
}
