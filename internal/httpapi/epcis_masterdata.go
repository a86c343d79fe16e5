package httpapi

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcisview"
)

// getMasterData answers with the master data that partners have sent, as a query
// document. Its parameters are called as in the simple master data query, which
// EPCIS 2.0 has no address for.
func (s *server) getMasterData(w http.ResponseWriter, r *http.Request) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	asked := r.URL.Query()
	perPage, after := 30, []byte(nil)
	if text := asked.Get("perPage"); text != "" {
		if perPage, err = strconv.Atoi(text); err != nil || perPage < 1 || perPage > query.MaxPerPage {
			return queryFault(&epcis.Error{Path: "perPage", Detail: "is out of range", Fix: "give a number from 1 to " + strconv.Itoa(query.MaxPerPage)})
		}
	}
	if after, err = base64.RawURLEncoding.DecodeString(asked.Get("nextPageToken")); err != nil {
		return queryFault(&epcis.Error{Path: "nextPageToken", Detail: "is not of a page of this list", Fix: "follow the header Link of a page"})
	}
	found, err := s.Events.Describe(r.Context(), alternatives(asked, "EQ_name"), alternatives(asked, "vocabularyName"), string(after), perPage+1)
	if err != nil {
		return err
	}
	if len(found) > perPage {
		found = found[:perPage]
		nextPage(w, r, asked, base64.RawURLEncoding.EncodeToString([]byte(found[perPage-1].After())))
	}
	d := &epcis.Document{
		Type: epcis.QueryDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second),
		QueryName: "SimpleMasterDataQuery", MasterData: together(found),
	}
	return as.give(w, func(out io.Writer) error { return as.document(out, d, nil) })
}

// alternatives are the values of a parameter.
func alternatives(asked url.Values, name string) []string {
	var all []string
	for _, text := range asked[name] {
		all = append(all, strings.Split(text, "|")...)
	}
	return all[:min(len(all), query.MaxPerPage)]
}

// together puts the elements of each vocabulary into one list.
func together(found []epcisview.Description) []epcis.Vocabulary {
	var all []epcis.Vocabulary
	for _, d := range found {
		i := slices.IndexFunc(all, func(v epcis.Vocabulary) bool { return v.Type == d.Vocabulary.Type })
		if i < 0 {
			all = append(all, d.Vocabulary)
			continue
		}
		all[i].Elements = append(all[i].Elements, d.Vocabulary.Elements...)
	}
	return all
}

func describeMasterData(_ huma.API, op *huma.Operation) {
	for _, p := range [][2]string{
		{"EQ_name", "Ids of things, in any form; several are parted by |"},
		{"vocabularyName", "Types of vocabulary, such as urn:epcglobal:epcis:vtype:BusinessLocation"},
		{"perPage", "Things of a page: 30, at most 1000"},
		{"nextPageToken", "The page after, as the header Link has it"},
	} {
		op.Parameters = append(op.Parameters, parameter("query", p[0], p[1], text("")))
	}
	describeDocument(nil, op)
}
