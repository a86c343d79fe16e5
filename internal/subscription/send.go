package subscription

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
)

// DeliveryHeader names the delivery, which is the same each time it is sent.
const DeliveryHeader = "Tracewright-Delivery"

// Signature is the value of the header GS1-Signature: the time, and the
// HMAC-SHA-256 of time, id of the delivery and body, parted by full stops, in hex.
func Signature(secret string, at time.Time, delivery string, body []byte) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "%s.%s.", seconds, delivery) // it never fails
	_, _ = mac.Write(body)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// Document writes events as a delivery: the answer of the query. lengths knows the
// company prefixes, which URNs need; nil for none.
func Document(id string, s *track.Subscribed, events []*epcis.Event, now time.Time, lengths ident.Prefixes) ([]byte, error) {
	format := form.AlwaysLink
	if s.Format != "" {
		var err error
		if format, err = form.ParseFormat(s.Format); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	w, err := epcis.NewWriter(&b, &epcis.Document{
		Type: epcis.QueryDocument, ID: id, SchemaVersion: "2.0", CreationDate: now.UTC().Truncate(time.Second),
		QueryName: s.Query, SubscriptionID: string(s.Subscription),
	})
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		if err := w.Write(form.Translate(e, format, lengths)); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return b.Bytes(), err
}

// message is a delivery as it is sent.
type message struct {
	to, id, secret string
	body           []byte
	minRecordTime  time.Time
}

// The errors of a delivery that something else follows from than to try again.
var (
	errTooMuch = errors.New("it takes fewer events at once (413)")
	errGone    = errors.New("it says that it is gone for good (410)")
)

// maxAnswer is how much of an answer is read, in bytes, so that the connection can
// be used again.
const maxAnswer = 16 << 10

// post sends a delivery; nil: it was taken.
func (w *Worker) post(ctx context.Context, m *message) error {
	if err := w.To.Check(m.to); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, orUsual(w.Patience, usualPatience))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.to, bytes.NewReader(m.body))
	if err != nil {
		return ErrForbidden
	}
	h := req.Header
	h.Set("Content-Type", "application/ld+json")
	h.Set("User-Agent", "tracewright")
	h.Set(DeliveryHeader, m.id)
	for _, name := range []string{"GS1-EPCIS-Version", "GS1-CBV-Version"} {
		h.Set(name, "2.0.0")
	}
	h.Set("GS1-Extensions", "tw="+epcis.Namespace)
	if !m.minRecordTime.IsZero() {
		h.Set("GS1-Query-Min-Record-Time", m.minRecordTime.UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	if m.secret != "" {
		h.Set("GS1-Signature", Signature(m.secret, w.now(), m.id, m.body))
	}
	client := w.secure
	if req.URL.Scheme == "http" {
		client = w.plain
	}
	res, err := client.Do(req)
	if err != nil {
		return reason(err)
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, maxAnswer) // what it says is of no use
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return nil
	case res.StatusCode == http.StatusRequestEntityTooLarge:
		return errTooMuch
	case res.StatusCode == http.StatusGone:
		return errGone
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return fmt.Errorf("it answers %d, and redirects are not followed", res.StatusCode)
	}
	return fmt.Errorf("it answers %d", res.StatusCode)
}

// reason is why a request failed, without the address, which may hold a secret.
func reason(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	var lookup *net.DNSError
	switch {
	case errors.Is(err, ErrForbidden):
		if op, ok := errors.AsType[*net.OpError](err); ok {
			return op.Err
		}
		return err
	case errors.As(err, &lookup):
		return errors.New("its name is not known")
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("it does not answer in time")
	}
	return err
}
