package httpapi

import (
	"context"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/locale"
	"github.com/tracewright/tracewright/internal/track"
)

// The journal has its verdicts in English. People are told them in the language
// that their browser asks for; the pages of the journal itself show what stands
// in it.

// languageOf is the language of whoever asks; nil for English.
func languageOf(ctx context.Context) *locale.Language {
	r, _ := ctx.Value(requestKey{}).(request)
	return locale.In(r.language)
}

// say puts a problem of the table of codes into a language. Those of EPCIS have the
// titles of the standard.
func (f *fault) say(l *locale.Language) {
	if info := Code(f.Code).info(); l != nil && f.Title == info.Title {
		f.Title, f.Fix = l.Problem(f.Code, f.Title, f.Fix)
	}
}

func sayVerdict(l *locale.Language, v *api.Verdict) {
	if l == nil || v == nil {
		return
	}
	code := track.Code(v.Code)
	v.Text, v.Next = l.Text(code, v.Text, v.Evidence), l.Next(code, v.Next, v.Evidence)
	for i := range v.Also {
		f := &v.Also[i]
		f.Text, f.Next = l.Text(track.Code(f.Code), f.Text, f.Evidence), l.Next(track.Code(f.Code), f.Next, f.Evidence)
	}
	for i := range v.Choices {
		c := &v.Choices[i]
		c.Label = l.Text(track.Code(c.Confirm), c.Label, nil)
	}
}

func (s *server) sayBreaches(ctx context.Context, list *api.List[api.Breach]) error {
	l := languageOf(ctx)
	for i := range list.Items {
		b := &list.Items[i]
		b.Text = l.Text(track.Code(b.Code), b.Text, nil)
	}
	return nil
}

func (s *server) sayEvents(ctx context.Context, list *api.List[api.Event]) error {
	l := languageOf(ctx)
	for i := range list.Items {
		e := &list.Items[i]
		switch {
		case e.Verdict == nil && e.Code != "":
			e.Text = l.Text(track.Code(e.Code), e.Text, nil)
		case e.Verdict == nil:
		case e.Text == e.Verdict.Text:
			sayVerdict(l, e.Verdict)
			e.Text = e.Verdict.Text
		default: // what somebody has written
			sayVerdict(l, e.Verdict)
		}
	}
	return nil
}
