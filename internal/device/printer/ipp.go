package printer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The operations, tags and values of IPP/1.1 that are spoken (RFC 8010, RFC 8011).
const (
	ippPrintJob      = 0x0002
	ippJobStatus     = 0x0009 // Get-Job-Attributes
	ippPrinterStatus = 0x000B // Get-Printer-Attributes

	ippOperationGroup = 0x01
	ippEnd            = 0x03
	ippInteger        = 0x21
	ippName           = 0x42
	ippKeyword        = 0x44
	ippURI            = 0x45
	ippCharset        = 0x47
	ippLanguage       = 0x48
	ippMediaType      = 0x49

	ippStopped = 5 // printer-state

	ippJobCanceled  = 7 // job-state
	ippJobAborted   = 8
	ippJobCompleted = 9
	ippNotAccepting = 0x0506 // status: server-error-not-accepting-jobs
	ippBusy         = 0x0507 // status: server-error-busy
)

// The bounds of an answer.
const (
	maxIPPAnswer = 64 << 10
	maxIPPValues = 1000
)

// ippReady asks an office printer how it is.
func (p Printer) ippReady(ctx context.Context, uri string) error {
	answer, _, err := p.ipp(ctx, uri, ippPrinterStatus, []ippAttribute{
		{ippKeyword, "requested-attributes", "printer-state"},
		{ippKeyword, "", "printer-state-reasons"},
		{ippKeyword, "", "printer-is-accepting-jobs"},
	}, nil)
	if err != nil {
		return err
	}
	return answer.fault()
}

// ippPrint has an office printer print a PDF file, and asks what becomes of it.
func (p Printer) ippPrint(ctx context.Context, uri string, job []byte) (Outcome, error) {
	if !p.Mute {
		if err := p.ippReady(ctx, uri); err != nil {
			return Failed, fmt.Errorf("printer before the label: %w", err)
		}
	}
	answer, sent, err := p.ipp(ctx, uri, ippPrintJob, []ippAttribute{
		{ippName, "requesting-user-name", "tracewright"},
		{ippName, "job-name", "label"},
		{ippMediaType, "document-format", "application/pdf"},
	}, job)
	switch {
	case err != nil && sent:
		return Unknown, fmt.Errorf("send label: %w", err)
	case err != nil:
		return Failed, fmt.Errorf("send label: %w", err)
	}
	if p.Mute {
		return Sent, nil
	}
	if job := answer.values["job-id"]; len(job) > 0 && len(job[0]) == 4 {
		return p.ippFollow(ctx, uri, job[0])
	}
	if err := p.ippReady(ctx, uri); err != nil {
		return Unknown, fmt.Errorf("printer after the label: %w", err)
	}
	return Accepted, nil
}

// ippFollow asks for the state of a job until it has ended, or the time is over. A
// job that was given up after a page came out may be on paper, and one that still
// waits, for paper perhaps, may come out later.
func (p Printer) ippFollow(ctx context.Context, uri, job string) (Outcome, error) {
	limit, pause := p.Follow, p.Pause
	if limit == 0 {
		limit = DefaultFollow
	}
	if pause == 0 {
		pause = firstPause
	}
	over := time.NewTimer(limit)
	defer over.Stop()
	for ; ; pause = min(2*pause, lastPause) {
		answer, _, err := p.ipp(ctx, uri, ippJobStatus, []ippAttribute{
			{ippInteger, "job-id", job},
			{ippKeyword, "requested-attributes", "job-state"},
			{ippKeyword, "", "job-state-reasons"},
			{ippKeyword, "", "job-impressions-completed"},
		}, nil)
		if err != nil {
			return Unknown, fmt.Errorf("printer after the label: %w", err)
		}
		state, _ := answer.number("job-state")
		pages, counted := answer.number("job-impressions-completed")
		waits := answer.why("job-state-reasons")
		switch {
		case state == ippJobCompleted:
			return Accepted, nil
		case state != ippJobAborted && state != ippJobCanceled:
		case counted && pages == 0:
			return Failed, fmt.Errorf("%w: the printer gave it up%s", ErrRefused, waits)
		default:
			return Unknown, fmt.Errorf("the printer gave the label up%s, and may have printed some of it", waits)
		}
		select {
		case <-ctx.Done():
			return Unknown, fmt.Errorf("printer after the label: %w", ctx.Err())
		case <-over.C:
			if err := p.ippReady(ctx, uri); err != nil {
				return Unknown, fmt.Errorf("the label waits in the printer%s: %w", waits, err)
			}
			return Unknown, fmt.Errorf("the label waits in the printer%s", waits)
		case <-time.After(pause):
		}
	}
}

// ippAttribute is one value of an attribute; further values have no name.
type ippAttribute struct {
	tag         byte
	name, value string
}

// ipp sends a request and reads the answer. sent says that the printer may have
// taken what was sent: the request was written, and no answer says otherwise.
func (p Printer) ipp(ctx context.Context, uri string, operation uint16, attributes []ippAttribute, document []byte) (answer *ippAnswer, sent bool, err error) {
	u, err := ippURL(uri)
	if err != nil {
		return nil, false, err
	}
	silence := p.Silence
	if silence == 0 {
		silence = DefaultSilence
	}
	if document != nil {
		silence *= 5 // a page takes its time on the network
	}
	ctx, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	body := ippRequest(operation, uri, attributes)
	counted := &countedReader{r: io.MultiReader(bytes.NewReader(body), bytes.NewReader(document))}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u, counted)
	if err != nil {
		return nil, false, err
	}
	r.ContentLength = int64(len(body) + len(document))
	r.Header.Set("Content-Type", "application/ipp")
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	res, err := client.Do(r)
	if err != nil {
		if ctx.Err() != nil && counted.n > 0 {
			err = ErrSilent
		}
		return nil, counted.n > 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, res.StatusCode >= http.StatusInternalServerError, fmt.Errorf("the printer answers HTTP %d", res.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(res.Body, maxIPPAnswer))
	if err == nil {
		answer, err = readIPP(b)
	}
	if err != nil {
		return nil, true, fmt.Errorf("read the answer: %w", err)
	}
	if answer.status >= 0x0100 {
		return nil, false, answer.refusal()
	}
	return answer, true, nil
}

// countedReader counts what was taken of a request.
type countedReader struct {
	r io.Reader
	n int
}

// Read implements io.Reader.
func (c *countedReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// ippURL is where a printer takes requests: IPP goes over HTTP on port 631
// (RFC 8010 section 4, RFC 7472 for ipps).
func ippURL(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Hostname() == "" {
		return "", fmt.Errorf("%q is no address of a printer: write ipp://host/ipp/print", uri)
	}
	u.Scheme = strings.Replace(u.Scheme, "ipp", "http", 1)
	if u.Port() == "" {
		u.Host += ":631"
	}
	return u.String(), nil
}

func ippRequest(operation uint16, uri string, attributes []ippAttribute) []byte {
	b := []byte{1, 1}
	b = binary.BigEndian.AppendUint16(b, operation)
	b = binary.BigEndian.AppendUint32(b, 1) // request-id
	b = append(b, ippOperationGroup)
	head := []ippAttribute{
		{ippCharset, "attributes-charset", "utf-8"},
		{ippLanguage, "attributes-natural-language", "en"},
		{ippURI, "printer-uri", uri},
	}
	for _, a := range append(head, attributes...) {
		b = append(b, a.tag)
		b = binary.BigEndian.AppendUint16(b, uint16(len(a.name)))
		b = append(b, a.name...)
		b = binary.BigEndian.AppendUint16(b, uint16(len(a.value)))
		b = append(b, a.value...)
	}
	return append(b, ippEnd)
}

// ippAnswer is what a printer says.
type ippAnswer struct {
	status uint16
	values map[string][]string
}

var errIPP = errors.New("it is no IPP message")

// readIPP reads an answer: version, status, request, and groups of attributes.
func readIPP(b []byte) (*ippAnswer, error) {
	if len(b) < 9 || b[0] < 1 || b[0] > 2 {
		return nil, errIPP
	}
	a := &ippAnswer{status: binary.BigEndian.Uint16(b[2:]), values: map[string][]string{}}
	name := ""
	for rest, n := b[8:], 0; len(rest) > 0 && n < maxIPPValues; n++ {
		tag := rest[0]
		if tag == ippEnd {
			return a, nil
		}
		if rest = rest[1:]; tag < 0x10 {
			continue // a group begins
		}
		var ok bool
		var key, value string
		if key, rest, ok = ippText(rest); !ok {
			return nil, errIPP
		}
		if value, rest, ok = ippText(rest); !ok {
			return nil, errIPP
		}
		if key != "" {
			name = key
		}
		a.values[name] = append(a.values[name], value)
	}
	return nil, errIPP
}

// ippText reads a text with its length.
func ippText(b []byte) (text string, rest []byte, ok bool) {
	if len(b) < 2 {
		return "", nil, false
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return "", nil, false
	}
	return string(b[2 : 2+n]), b[2+n:], true
}

// why is the keywords that an attribute gives as the reason, in brackets.
func (a *ippAnswer) why(name string) string {
	var reasons []string
	for _, reason := range a.values[name] {
		if reason != "none" && reason != "" {
			reasons = append(reasons, ippReason(reason))
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	return " (" + strings.Join(reasons[:min(len(reasons), 5)], ", ") + ")"
}

// number is the value of an integer or an enum.
func (a *ippAnswer) number(name string) (int, bool) {
	values := a.values[name]
	if len(values) == 0 || len(values[0]) != 4 {
		return 0, false
	}
	return int(binary.BigEndian.Uint32([]byte(values[0]))), true
}

// fault is why the printer cannot print now; nil where it can. A reason may end in
// how grave it is (RFC 8011 section 5.4.12).
func (a *ippAnswer) fault() error {
	var grave []string
	stopped := false
	if state, ok := a.number("printer-state"); ok {
		stopped = state == ippStopped
	}
	for _, reason := range a.values["printer-state-reasons"] {
		name, isReport := strings.CutSuffix(reason, "-report")
		if name, isError := strings.CutSuffix(name, "-error"); isError || stopped && !isReport && name != "none" {
			grave = append(grave, ippReason(name))
			continue
		}
		if slices.Contains([]string{"media-empty", "media-needed", "media-jam", "door-open", "cover-open", "marker-supply-empty", "toner-empty"}, name) {
			grave = append(grave, ippReason(name))
		}
	}
	switch accepting := a.values["printer-is-accepting-jobs"]; {
	case len(grave) > 0:
		return errors.New(strings.Join(grave, ", "))
	case stopped:
		return errors.New("it is stopped")
	case len(accepting) > 0 && accepting[0] == "\x00":
		return errors.New("it takes no jobs")
	}
	return nil
}

// ippReason words a reason of RFC 8011.
func ippReason(keyword string) string {
	known := map[string]string{
		"media-empty": "paper is out", "media-needed": "paper is out", "media-jam": "paper is jammed", "door-open": "a door is open",
		"cover-open": "the cover is open", "marker-supply-empty": "ink or toner is out", "toner-empty": "ink or toner is out",
		"paused": "it is paused", "offline": "it is offline",
	}
	if text := known[keyword]; text != "" {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, keyword[:min(len(keyword), 100)])
}

// refusal is the error of an answer that is none of success.
func (a *ippAnswer) refusal() error {
	text := ""
	if messages := a.values["status-message"]; len(messages) > 0 {
		text = ": " + ippReason(messages[0])
	}
	switch a.status {
	case ippBusy:
		return errors.New("it is busy" + text)
	case ippNotAccepting:
		return errors.New("it takes no jobs" + text)
	}
	if a.status < 0x0500 {
		return fmt.Errorf("%w (status 0x%04x)%s", ErrRefused, a.status, text)
	}
	return fmt.Errorf("it cannot (status 0x%04x)%s", a.status, text)
}
