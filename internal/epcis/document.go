package epcis

import (
	"bytes"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// The two kinds of document.
const (
	CaptureDocument = "EPCISDocument"
	QueryDocument   = "EPCISQueryDocument"
)

// Document is a document that carries events, one to be captured or the
// answer to a query. It is all of it but the events, which come and go one by
// one: see [Read] and [Writer].
type Document struct {
	Type               string // CaptureDocument or QueryDocument; empty: a single event, without a document
	ID                 string
	SchemaVersion      string
	CreationDate       time.Time // zero: absent
	InstanceIdentifier string
	Sender             string
	Receiver           string
	Context            []jsontext.Value // its entries, as in Event
	MasterData         []Vocabulary     // of the header; of a query document, also of its answer
	QueryName          string           // of a query document, as the next
	SubscriptionID     string

	HeaderExtensions []Extension
	BodyExtensions   []Extension // of the body, and of the results in it
	Extensions       []Extension
}

// ParseDocument reads a document, and refuses all of it for one bad event. A
// byte order mark before it is passed over. Each event gets the entries of the
// document's context before its own, so that it stands alone.
func ParseDocument(b []byte, limits Limits) (*Document, []Event, error) {
	limits = limits.orDefault()
	if len(b) > limits.Bytes {
		return nil, nil, tooLarge(limits)
	}
	var events []Event
	d, err := Read(bytes.NewReader(b), limits, func(item Item) error {
		if item.Err == nil {
			events = append(events, *item.Event)
		}
		return item.Err
	})
	if err == nil && d.Type == "" {
		err = &Error{Path: "/type", Rule: "word", Detail: "is not the type of a document", Fix: documentTypeFix}
	}
	if err != nil {
		return nil, nil, err
	}
	return d, events, nil
}

const documentTypeFix = "write EPCISDocument or EPCISQueryDocument, or send a single event as such"

func isDocumentType(s string) bool { return s == CaptureDocument || s == QueryDocument }

// documentLayout serves the reading stream, and the Writer.
var documentLayout = newLayout("a document", func(s *stream) *[]Extension { return &s.doc.Extensions },
	field[stream]{
		name:  contextName,
		must:  every,
		has:   func(*stream) bool { return true },
		read:  func(r *reader, s *stream) error { return readContext(r, &s.doc.Context) },
		write: func(w *writer, s *stream) { writeContext(w, s.doc.Context) },
	},
	word("type", func(s *stream) *string { return &s.doc.Type }, isDocumentType, documentTypeFix).needed(every),
	text("id", func(s *stream) *string { return &s.doc.ID }),
	text("schemaVersion", func(s *stream) *string { return &s.doc.SchemaVersion }),
	instant("creationDate", func(s *stream) *time.Time { return &s.doc.CreationDate }),
	text("instanceIdentifier", func(s *stream) *string { return &s.doc.InstanceIdentifier }),
	text("sender", func(s *stream) *string { return &s.doc.Sender }),
	text("receiver", func(s *stream) *string { return &s.doc.Receiver }),
	inner("epcisHeader", headerLayout),
	field[stream]{
		name: "epcisBody",
		has:  never[stream], // the Writer writes it
		read: func(r *reader, s *stream) error { return s.body(r) },
	},
)

var headerLayout = newLayout("the header of a document", func(s *stream) *[]Extension { return &s.doc.HeaderExtensions },
	inner("epcisMasterData", newLayout("master data", nil, vocabulariesField())),
)

func vocabulariesField() field[stream] {
	return list("vocabularyList", func(s *stream) *[]Vocabulary { return &s.doc.MasterData }, vocabularyLayout)
}

var bodyLayout = newLayout("the body of a document", bodyExtensions,
	eventsField(),
	inner("queryResults", resultsLayout),
)

var resultsLayout = newLayout("query results", bodyExtensions,
	text("queryName", func(s *stream) *string { return &s.doc.QueryName }).needed(every),
	text("subscriptionID", func(s *stream) *string { return &s.doc.SubscriptionID }),
	inner("resultsBody", newLayout("a results body", bodyExtensions, eventsField().needed(every), vocabulariesField())).needed(every),
)

func bodyExtensions(s *stream) *[]Extension { return &s.doc.BodyExtensions }

func eventsField() field[stream] {
	return field[stream]{
		name: "eventList",
		has:  never[stream], // the Writer writes them
		read: func(r *reader, s *stream) error { return s.events(r) },
	}
}

func never[T any](*T) bool { return false }
