package epcis

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// The two kinds of document.
const (
	CaptureDocument = "EPCISDocument"
	QueryDocument   = "EPCISQueryDocument"
)

// Document is a document that carries events: one to be captured, or the
// answer to a query.
type Document struct {
	Type               string // CaptureDocument or QueryDocument
	ID                 string
	SchemaVersion      string
	CreationDate       time.Time // zero: absent
	InstanceIdentifier string
	Sender             string
	Receiver           string
	Context            []jsontext.Value // its entries, as in Event
	Header             jsontext.Value   // the epcisHeader as read; nil: absent
	QueryName          string           // of a query document, as the next two
	SubscriptionID     string
	Vocabulary         jsontext.Value // the vocabularyList as read; nil: absent
	Events             []Event        // each with a context of its own, complete
	Extensions         []Extension    // of the document, its body and its results
}

// ParseDocument reads a document as strictly as ParseEvent reads an event,
// and refuses all of it for one bad event. A byte order mark before it is
// passed over. Each event gets the entries of the document's context before
// its own, so that it stands alone.
func ParseDocument(b []byte, limits Limits) (*Document, error) {
	r, err := newReader(b, limits)
	if err != nil {
		return nil, err
	}
	d := new(Document)
	if err := documentLayout.read(r, d); err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	for i := range d.Events {
		e := &d.Events[i]
		e.Context = ownContext(joinContexts(d.Context, e.Context))
	}
	d.Context = ownContext(d.Context)
	return d, nil
}

// Documents are only read, so that these members have no writing side. Those
// of the inner objects are fields of the Document itself.
var documentLayout = newLayout("a document", documentExtensions,
	field[Document]{
		name: contextName,
		must: every,
		read: func(r *reader, d *Document) error { return readContext(r, &d.Context) },
	},
	word("type", func(d *Document) *string { return &d.Type }, isDocumentType,
		"write EPCISDocument or EPCISQueryDocument, or send a single event as such").needed(every),
	text("id", func(d *Document) *string { return &d.ID }),
	text("schemaVersion", func(d *Document) *string { return &d.SchemaVersion }),
	instant("creationDate", func(d *Document) *time.Time { return &d.CreationDate }),
	text("instanceIdentifier", func(d *Document) *string { return &d.InstanceIdentifier }),
	text("sender", func(d *Document) *string { return &d.Sender }),
	text("receiver", func(d *Document) *string { return &d.Receiver }),
	rawField("epcisHeader", func(d *Document) *jsontext.Value { return &d.Header }),
	inner("epcisBody", bodyLayout).needed(every),
)

var bodyLayout = newLayout("the body of a document", documentExtensions,
	eventsField(),
	inner("queryResults", resultsLayout),
)

var resultsLayout = newLayout("query results", documentExtensions,
	text("queryName", func(d *Document) *string { return &d.QueryName }).needed(every),
	text("subscriptionID", func(d *Document) *string { return &d.SubscriptionID }),
	inner("resultsBody", newLayout("a results body", documentExtensions,
		eventsField().needed(every),
		rawField("vocabularyList", func(d *Document) *jsontext.Value { return &d.Vocabulary }),
	)).needed(every),
)

func documentExtensions(d *Document) *[]Extension { return &d.Extensions }

func isDocumentType(s string) bool { return s == CaptureDocument || s == QueryDocument }

func rawField(name string, at func(*Document) *jsontext.Value) field[Document] {
	return field[Document]{
		name: name,
		read: func(r *reader, d *Document) (err error) {
			*at(d), err = r.raw()
			return err
		},
	}
}

func eventsField() field[Document] {
	return field[Document]{
		name: "eventList",
		read: func(r *reader, d *Document) error {
			return readList(r, &d.Events, func(r *reader, e *Event) error {
				if len(d.Events) > r.limits.Events {
					return r.tooMany("events", "events", r.limits.Events)
				}
				return eventLayout.read(r, e)
			})
		},
	}
}
