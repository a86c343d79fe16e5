package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/backup"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/doctor"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// admin answers the commands that look after the store and its people while a
// server runs. It is not part of the API: its routes serve this program, in the
// same version, and change with it.
type admin struct {
	cfg    *config.Config
	db     *sqldb.DB
	auth   *auth.Store
	engine *engine.Engine
	logger *slog.Logger
	now    func() time.Time
	// authenticate says who sends a request.
	authenticate func(*http.Request) (*auth.Principal, error)
}

// adminCall is the body of a request to change people and tokens; each route
// reads the members that it needs.
type adminCall struct {
	ID       string    `json:"id,omitzero"`
	Person   string    `json:"person,omitzero"`
	Name     string    `json:"name,omitzero"`
	Roles    []string  `json:"roles,omitzero"`
	Lines    []string  `json:"lines,omitzero"`
	Stations []string  `json:"stations,omitzero"`
	Sees     []string  `json:"sees,omitzero"` // queries of EPCIS events
	Expires  time.Time `json:"expires,omitzero"`
	Secret   string    `json:"secret,omitzero"` // a badge as it is read, or a PIN
	// JournalOnly and Checkpoint are of verify.
	JournalOnly bool   `json:"journalOnly,omitzero"`
	Checkpoint  string `json:"checkpoint,omitzero"`
	// Entries, Reason and Identifiers are of erase.
	Entries     []int64 `json:"entries,omitzero"`
	Reason      string  `json:"reason,omitzero"`
	Identifiers bool    `json:"identifiers,omitzero"`

	by string // the actor, as the journal knows them
}

func (c *adminCall) profile() auth.Profile {
	p := auth.Profile{Name: c.Name, Scope: auth.Scope{Lines: c.Lines, Stations: c.Stations}}
	for _, r := range c.Roles {
		p.Roles = append(p.Roles, auth.Role(r))
	}
	return p
}

func (a *admin) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { httpapi.Refuse(w, httpapi.CodeNoAddress, "") })
	mux.HandleFunc("GET /admin/backup", a.backup)
	for pattern, fn := range map[string]func(context.Context, *adminCall) (any, error){
		"POST /admin/verify":         a.verify,
		"POST /admin/erase":          a.erase,
		"GET /admin/doctor":          a.doctor,
		"GET /admin/tokens":          a.listTokens,
		"POST /admin/tokens":         a.createToken,
		"POST /admin/tokens/grant":   a.grantToken,
		"POST /admin/tokens/revoke":  a.revokeToken,
		"GET /admin/people":          a.listPeople,
		"POST /admin/people":         a.createPerson,
		"POST /admin/people/change":  a.changePerson,
		"POST /admin/people/disable": a.disablePerson,
		"POST /admin/people/enable":  a.enablePerson,
		"POST /admin/badges":         a.assignBadge,
		"POST /admin/badges/revoke":  a.revokeBadge,
		"POST /admin/badge-key":      a.replaceBadgeKey,
		"POST /admin/pins":           a.setPIN,
	} {
		mux.HandleFunc(pattern, a.call(fn))
	}
	return sameOrigin(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch p, err := a.authenticate(r); {
		case errors.Is(err, auth.ErrUnauthenticated):
			httpapi.Refuse(w, httpapi.CodeNotSignedIn, "")
		case err != nil:
			a.logger.ErrorContext(r.Context(), "admin", "error", err)
			httpapi.Refuse(w, httpapi.CodeFault, "The token could not be looked up.")
		case !p.May(auth.Admin, ""):
			httpapi.Refuse(w, httpapi.CodeNotAllowed, "It needs a token with the role admin for the whole site.")
		default:
			mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, p.ID)))
		}
	}))
}

// actorKey is the key of the actor in the context of a request.
type actorKey struct{}

// record puts a change of access into the journal, once it is made.
func (a *admin) record(ctx context.Context, c *adminCall, change auth.Change) error {
	if _, err := a.engine.Record(ctx, engine.Note{Kind: engine.KindAccess, Actor: c.by, Body: change}); err != nil {
		return fmt.Errorf("it was done, but the journal does not have it: %w", err)
	}
	return nil
}

// maxAdminCall bounds the body of a request.
const maxAdminCall = 1 << 20

func (a *admin) call(fn func(context.Context, *adminCall) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var c adminCall
		if r.Method == http.MethodPost {
			b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAdminCall))
			if err == nil {
				err = json.Unmarshal(b, &c, json.RejectUnknownMembers(true))
			}
			if err != nil {
				httpapi.Refuse(w, httpapi.CodeMalformed, "The request cannot be read: "+err.Error())
				return
			}
		}
		c.by, _ = r.Context().Value(actorKey{}).(string)
		if r.Method == http.MethodPost && r.URL.Path != "/admin/verify" && !a.engine.Leads() {
			httpapi.RefuseError(w, engine.ErrStandby)
			return
		}
		out, err := fn(r.Context(), &c)
		if err != nil {
			a.refuse(r.Context(), w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.MarshalWrite(w, out); err != nil {
			a.logger.WarnContext(r.Context(), "answer not sent", "error", err)
		}
	}
}

func (a *admin) refuse(ctx context.Context, w http.ResponseWriter, err error) {
	var input *auth.InputError
	switch {
	case errors.As(err, &input):
		httpapi.Refuse(w, httpapi.CodeBadValue, "", api.Fault{Location: "body." + input.Field, Message: input.Problem})
	case errors.Is(err, journal.ErrNotFound):
		httpapi.Refuse(w, httpapi.CodeNotFound, "There is no such entry: "+err.Error())
	case errors.Is(err, journal.ErrInvalid):
		httpapi.Refuse(w, httpapi.CodeBadValue, err.Error())
	case errors.Is(err, auth.ErrNotFound):
		httpapi.Refuse(w, httpapi.CodeNotFound, "There is no such person, badge or token.")
	case errors.Is(err, auth.ErrTaken):
		httpapi.Refuse(w, httpapi.CodeTaken, "")
	default:
		a.logger.ErrorContext(ctx, "admin", "error", err)
		httpapi.RefuseError(w, err)
	}
}

// backup streams a backup. One that was cut by a fault lacks the line that ends
// it, which whoever reads it looks for.
func (a *admin) backup(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/octet-stream")
	now := a.now()
	err := backup.Write(r.Context(), a.db, w, Version, now)
	if err == nil {
		err = a.noteBackup(r.Context(), now)
	}
	if err != nil {
		a.logger.ErrorContext(r.Context(), "backup", "error", err)
	}
}

// noteBackup notes that there is a backup, for whoever asks how the server is.
func (a *admin) noteBackup(ctx context.Context, now time.Time) error {
	var size int64
	err := a.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		size, err = journal.Size(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return doctor.NoteBackup(a.db.Dir, now, size)
}

func (a *admin) erase(ctx context.Context, c *adminCall) (any, error) {
	return struct{}{}, a.engine.Erase(ctx, c.by, engine.Erasure{Entries: c.Entries, Reason: c.Reason, Names: c.Identifiers})
}

func (a *admin) verify(ctx context.Context, c *adminCall) (any, error) {
	quiet := func(int64, int64) {}
	return checkStore(ctx, a.db, journal.VerifyOptions{Dir: a.db.Dir, Checkpoint: c.Checkpoint}, c.JournalOnly, quiet, quiet)
}

// verifyInSteps verifies for the API.
func (a *admin) verifyInSteps(ctx context.Context, views bool, progress func(stage string, done, total int64)) (*api.Verified, error) {
	stage := func(name string) func(int64, int64) {
		return func(done, total int64) { progress(name, done, total) }
	}
	v, err := checkStore(ctx, a.db, journal.VerifyOptions{Dir: a.db.Dir}, !views, stage("journal"), stage("views"))
	return &v, err
}
