package httpapi

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
)

// What a body may hold.
const (
	maxBody      = 1 << 20
	maxBatchBody = 16 << 20
	maxDepth     = 64

	bodyTime = 30 * time.Second // for a body to come in
)

// body reads the body of a request, JSON as it is or compressed with gzip, of
// at most limit bytes in either form.
func body(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	return bodyOf(w, r, "application/json", limit)
}

// bodyOf does the same for a body of another type.
func bodyOf(w http.ResponseWriter, r *http.Request, mediaType string, limit int64) ([]byte, error) {
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != mediaType {
		return nil, problem(CodeMediaType, "Content-Type is not "+mediaType+".")
	}
	return bytesOf(w, r, limit)
}

// bytesOf does the same for a body of any type.
func bytesOf(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	tooLarge := problem(CodeTooLarge, "At most "+strconv.FormatInt(limit>>20, 10)+" MiB are taken here.")
	var from io.Reader = http.MaxBytesReader(w, r.Body, limit)
	switch encoding := r.Header.Get("Content-Encoding"); encoding {
	case "", "identity":
	case "gzip":
		z, err := gzip.NewReader(from)
		if err != nil {
			return nil, problem(CodeMalformed, "The body is not compressed with gzip.")
		}
		from = io.LimitReader(z, limit+1)
	default:
		return nil, problem(CodeMediaType, "Content-Encoding is neither gzip nor identity.")
	}
	slow := http.NewResponseController(w)
	_ = slow.SetReadDeadline(time.Now().Add(bodyTime)) // a server that knows no deadlines has its own
	b, err := io.ReadAll(from)
	if err == nil { // else what is left, which the server reads before it answers, may never come
		_ = slow.SetReadDeadline(time.Time{})
	}
	if _, over := errors.AsType[*http.MaxBytesError](err); over || int64(len(b)) > limit {
		return nil, tooLarge
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, problem(CodeSlow, "")
	}
	if err != nil {
		f := problem(CodeMalformed, "The body breaks off.")
		f.cause = err
		return nil, f
	}
	return b, nil
}

// decode reads one JSON value strictly: no unknown or doubled members, at most
// 64 levels, nothing after it. at is the location of the value for errors.
func decode(b []byte, at string, into any) error {
	if err := wellFormed(b, at); err != nil {
		return err
	}
	if err := json.Unmarshal(b, into, json.RejectUnknownMembers(true)); err != nil {
		return semanticFault(err, at)
	}
	return nil
}

// wellFormed checks the form and the depth of a JSON value.
func wellFormed(b []byte, at string) error {
	d := jsontext.NewDecoder(bytes.NewReader(b))
	for first := true; ; first = false {
		if !first && d.StackDepth() == 0 {
			break
		}
		if _, err := d.ReadToken(); err != nil {
			return syntaxFault(b, at, err)
		}
		if d.StackDepth() > maxDepth {
			return problem(CodeMalformed, "", api.Fault{
				Location: at + location(d.StackPointer()), Message: "it is nested deeper than " + strconv.Itoa(maxDepth) + " levels",
			})
		}
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return problem(CodeMalformed, "", api.Fault{Location: at, Message: "something follows the value at " + position(b, d.InputOffset())})
	}
	return nil
}

func syntaxFault(b []byte, at string, err error) error {
	f := api.Fault{Location: at, Message: "it is not JSON"}
	syntax, ok := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		f.Message = "it is empty; a JSON value is wanted"
	case ok:
		f.Location += location(syntax.JSONPointer)
		f.Message = syntax.Err.Error() + " at " + position(b, syntax.ByteOffset)
	case errors.Is(err, io.ErrUnexpectedEOF):
		f.Message = "it breaks off at " + position(b, int64(len(b)))
	}
	return problem(CodeMalformed, "", f)
}

// semanticFault is the problem of well-formed JSON that is not what was wanted.
func semanticFault(err error, at string) error {
	f := api.Fault{Location: at, Message: err.Error()}
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		f.Location += location(e.JSONPointer)
		switch {
		case errors.Is(e.Err, json.ErrUnknownName):
			f.Message = "there is no such member"
		case e.GoType == reflect.TypeFor[time.Time]():
			f.Message = "it is not a time such as 2026-01-05T07:00:00+01:00"
		case e.Err != nil:
			f.Message = e.Err.Error()
		default:
			f.Message = "it is " + kindWords(e.JSONKind) + ", not " + typeWords(e.GoType)
		}
	}
	return problem(CodeBadValue, "", f)
}

// position is a byte offset as people count it.
func position(b []byte, offset int64) string {
	before := b[:min(int(offset), len(b))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}

// location writes a JSON pointer as in "body.args.items[2].ref".
func location(p jsontext.Pointer) string {
	var b strings.Builder
	for token := range p.Tokens() {
		token = clip(token)
		if _, err := strconv.Atoi(token); err == nil {
			b.WriteString("[" + token + "]")
			continue
		}
		b.WriteString("." + token)
	}
	return b.String()
}

// clip shortens a hostile text for an answer.
func clip(text string) string {
	if len(text) <= 64 {
		return text
	}
	return strings.ToValidUTF8(text[:64], "") + "…"
}

func kindWords(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case 't', 'f':
		return "true or false"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "something else"
}

func typeWords(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return "what is wanted"
	}
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "what is wanted"
}
