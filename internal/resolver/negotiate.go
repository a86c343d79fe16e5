package resolver

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Form is how an answer is written.
type Form int

// The forms.
const (
	FormPage Form = iota
	FormJSON
	FormLinkset
)

// mediaTypes are the types by which a form is asked for, and that of its answer
// first. Linkset was application/json in older versions of the GS1 standard;
// here that is the thing itself, and its linkset has a type of its own.
var mediaTypes = map[Form][]string{
	FormPage:    {"text/html", "application/xhtml+xml"},
	FormJSON:    {"application/json"},
	FormLinkset: {"application/linkset+json"},
}

// maxRanges bounds what is read of a header that lists choices.
const maxRanges = 32

// choice is one of the values of a header that lists them by quality.
type choice struct {
	value   string
	quality float64
}

// choices reads such a header (RFC 9110, section 12.4), the best first. What is
// not understood is left out.
func choices(headers []string) []choice {
	var all []choice
	for part := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		value, parameters, _ := strings.Cut(part, ";")
		c := choice{strings.ToLower(strings.TrimSpace(value)), 1}
		for p := range strings.SplitSeq(parameters, ";") {
			if text, ok := strings.CutPrefix(strings.TrimSpace(p), "q="); ok {
				q, err := strconv.ParseFloat(text, 64)
				if err != nil || !(q >= 0 && q <= 1) {
					q = 0
				}
				c.quality = q
			}
		}
		if c.value != "" && c.quality > 0 {
			all = append(all, c)
		}
		if len(all) == maxRanges {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b choice) int {
		switch {
		case a.quality > b.quality:
			return -1
		case a.quality < b.quality:
			return 1
		}
		return 0
	})
	return all
}

// formOf is the form that Accept asks for: the page for whoever has no wish of
// those that there are.
func formOf(accept []string) Form {
	for _, c := range choices(accept) {
		for _, f := range []Form{FormPage, FormJSON, FormLinkset} {
			if slices.Contains(mediaTypes[f], c.value) {
				return f
			}
		}
	}
	return FormPage
}

// languages are the tags of Accept-Language, the best first.
func languages(headers []string) []string {
	var tags []string
	for _, c := range choices(headers) {
		tags = append(tags, c.value)
	}
	return tags
}

// Language is one that the page speaks.
type Language string

// The languages; the first is for whoever speaks none of them.
const (
	English Language = "en"
	German  Language = "de"
	Spanish Language = "es"
)

// Preferred is the language that a request asks for, of those that pages speak.
func Preferred(r *http.Request) Language {
	return spoken(languages(r.Header.Values("Accept-Language")))
}

// spoken is the first of the tags that the page speaks.
func spoken(tags []string) Language {
	for _, tag := range tags {
		primary, _, _ := strings.Cut(tag, "-")
		if l := Language(primary); l == English || l == German || l == Spanish {
			return l
		}
	}
	return English
}
