package httpapi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// speaksForOthers reports whether somebody serves the people at a place: a
// terminal, a session at one, or an administrator.
func speaksForOthers(p *auth.Principal) bool {
	return p.Session != "" || slices.Contains(p.Roles, auth.RoleDevice) || slices.Contains(p.Roles, auth.RoleAdmin)
}

// terminal is who asks, if people may sign in through it at the station, which is
// empty for a terminal that is bound to none.
func (s *server) terminal(ctx context.Context, station string) (*auth.Principal, error) {
	p := principalOf(ctx)
	switch {
	case !speaksForOthers(p):
		return nil, problem(CodeForOther, "")
	case station != "" && !p.May(auth.Operate, station):
		return nil, notAllowed(station, auth.Operate)
	case !s.Engine.Leads():
		return nil, engine.ErrStandby
	case station == "":
		return p, nil
	}
	return p, s.knownStation(ctx, station)
}

// knownStation is a problem where the plant has no such station.
func (s *server) knownStation(ctx context.Context, station string) error {
	return s.Views.Read(ctx, func(q *view.Query) error {
		index, err := s.plant(q)
		if err != nil {
			return err
		}
		if _, _, _, ok := index.Station(station); !ok {
			return noStation()
		}
		return nil
	})
}

// shown reads what somebody shows at the place that a request names.
func (s *server) shown(w http.ResponseWriter, r *http.Request, in any, badge *string) (auth.Shown, error) {
	station := r.PathValue("station")
	p, err := s.terminal(r.Context(), station)
	if err != nil {
		return auth.Shown{}, err
	}
	b, err := body(w, r, maxBody)
	if err != nil {
		return auth.Shown{}, err
	}
	if err := decode(b, "body", in); err != nil {
		return auth.Shown{}, err
	}
	if *badge == "" {
		return auth.Shown{}, problem(CodeBadValue, "", api.Fault{Location: "body.badge", Message: "it is missing"})
	}
	return auth.Shown{Badge: *badge, Station: station, Terminal: p}, nil
}

func (s *server) postSignIn(w http.ResponseWriter, r *http.Request) error {
	var in api.SignIn
	shown, err := s.shown(w, r, &in, &in.Badge)
	if err != nil {
		return err
	}
	shown.PIN = in.PIN
	session, token, change, err := s.People.SignIn(r.Context(), shown)
	if _, failed := s.noteBadge(r.Context(), &shown, change, err); failed != nil {
		return failed
	}
	if err != nil {
		return signInFault(err, shown.Station)
	}
	return answer(w, &api.SignedIn{Session: wireSession(&session), Token: token.Reveal()})
}

func (s *server) postSignOut(w http.ResponseWriter, r *http.Request) error {
	var in api.SignOut
	shown, err := s.shown(w, r, &in, &in.Badge)
	if err != nil {
		return err
	}
	session, change, err := s.People.SignOutBadge(r.Context(), shown)
	if err != nil {
		return signInFault(err, shown.Station)
	}
	out := &api.List[api.Session]{Items: []api.Session{}}
	if change.Action == "" {
		return answer(w, out)
	}
	out.Items = append(out.Items, wireSession(&session))
	if _, err := s.noteBadge(r.Context(), &shown, change, nil); err != nil {
		return err
	}
	return answer(w, out)
}

// signInFault is the problem of who could not sign in.
func signInFault(err error, station string) error {
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		return problem(CodeSignIn, "")
	case errors.Is(err, auth.ErrPINNeeded):
		return problem(CodePIN, "")
	case errors.Is(err, auth.ErrForbidden):
		return problem(CodeNotAllowed, "The scope of the person leaves station "+clip(station)+" out.")
	}
	return err
}

// noteBadge records what became of a badge that was shown, if there is something
// to be recorded, and counts it; cause is why nobody was signed in.
func (s *server) noteBadge(ctx context.Context, shown *auth.Shown, change auth.Change, cause error) (engine.Recorded, error) {
	if errors.Is(cause, auth.ErrThrottled) {
		s.metrics.badges.WithLabelValues(throttled).Inc()
	}
	if change.Action == "" {
		return engine.Recorded{}, nil
	}
	s.metrics.badges.WithLabelValues(string(change.Action)).Inc()
	actor := shown.Terminal.ID
	if change.Session != "" {
		actor = change.Person
	}
	return s.Engine.Record(ctx, engine.Note{
		Kind: engine.KindAccess, Actor: actor, Station: shown.Station, Session: change.Session,
		Device: deviceOf(shown.Terminal), Command: shown.Scan, Body: change,
	})
}

// readBadge signs the person of a badge that was scanned in, or out.
func (s *server) readBadge(ctx context.Context, c *track.Command, at string) (*api.Answer, error) {
	if c.Mode == track.ModeReport {
		return nil, problem(CodeBadgeReported, "", api.Fault{
			Location: at + ".mode", Message: "it is report, and the code is a badge",
		})
	}
	p, err := s.terminal(ctx, c.Station)
	if err != nil {
		return nil, err
	}
	shown := auth.Shown{Badge: string(c.Args.(*track.Scan).Code), Station: c.Station, Terminal: p, Scan: c.ID}
	session, change, err := s.People.ReadBadge(ctx, shown)
	var verdict track.Verdict
	switch {
	case errors.Is(err, auth.ErrPINNeeded):
		verdict = track.PINNeeded(c.Station)
	case errors.Is(err, auth.ErrUnauthenticated):
		verdict = track.BadgeRefused(c.Station)
	case errors.Is(err, auth.ErrForbidden):
		verdict = track.NotHere(c.Station)
	case err != nil:
		_, failed := s.noteBadge(ctx, &shown, change, err)
		return nil, errors.Join(err, failed)
	case change.Action == auth.SignedOut:
		verdict = track.SignedOut(session.Name, c.Station)
	default:
		next, err := s.expected(ctx, c.Station)
		if err != nil {
			return nil, err
		}
		verdict = track.SignedIn(session.Name, c.Station, next)
	}
	recorded, err := s.noteBadge(ctx, &shown, change, nil)
	if err != nil {
		return nil, err
	}
	return &api.Answer{ID: c.ID, Seq: recorded.Seq, RecordedAt: recorded.At.UTC(), Verdict: *wireVerdict(&verdict)}, nil
}

// signsOut reports whether a command is the scan of the code that ends a session.
func signsOut(c *track.Command) bool {
	scan, ok := c.Args.(*track.Scan)
	if !ok {
		return false
	}
	command, _, _ := track.CommandCode(scan.Code)
	return command == track.CommandSignOut
}

// readSignOut ends the session in which the command code was scanned.
func (s *server) readSignOut(ctx context.Context, c *track.Command) (*api.Answer, error) {
	session, change, err := s.People.SignOut(ctx, c.Session)
	if err != nil {
		return nil, err
	}
	var recorded engine.Recorded
	if change.Action != "" {
		s.metrics.badges.WithLabelValues(string(change.Action)).Inc()
		recorded, err = s.Engine.Record(ctx, engine.Note{
			Kind: engine.KindAccess, Actor: c.Actor, Station: c.Station, Session: c.Session, Device: c.Device, Command: c.ID, Body: change,
		})
		if err != nil {
			return nil, err
		}
	}
	verdict := track.SignedOut(session.Name, c.Station)
	return &api.Answer{ID: c.ID, Seq: recorded.Seq, RecordedAt: recorded.At.UTC(), Verdict: *wireVerdict(&verdict)}, nil
}

// expected says what somebody who has come to a station does next.
func (s *server) expected(ctx context.Context, station string) (string, error) {
	const most = 3
	var names []string
	err := s.Views.Read(ctx, func(q *view.Query) error {
		rows, err := q.InWork(station, most+1)
		if err != nil {
			return err
		}
		open, err := visits(q, rows)
		for _, v := range open {
			names = append(names, v.Object.Name)
		}
		return err
	})
	switch {
	case err != nil || len(names) == 0:
		return "Scan what to work on.", err
	case len(names) > most:
		names[most] = "…"
	}
	return "In work here: " + strings.Join(names, ", ") + ". Scan what goes in, or the unit to complete it.", nil
}

func (s *server) getSessions(w http.ResponseWriter, r *http.Request) error {
	station := r.PathValue("station")
	if station != "" {
		if err := s.knownStation(r.Context(), station); err != nil {
			return err
		}
	}
	p := principalOf(r.Context())
	open, err := s.People.Sessions(r.Context(), func(v *auth.Session) bool {
		return (station == "" || v.Station == station) && (p.Can(auth.Audit) || serves(p, v))
	})
	if err != nil {
		return err
	}
	return answer(w, &api.List[api.Session]{Items: each(open, wireSession)})
}

// serves reports whether somebody works where a session is open.
func serves(p *auth.Principal, v *auth.Session) bool {
	return p.May(auth.Operate, v.Station) || v.Station == "" && v.Token != "" && v.Token == p.TokenID
}

func (s *server) deleteSession(w http.ResponseWriter, r *http.Request) error {
	p, id := principalOf(r.Context()), r.PathValue("session")
	if !s.Engine.Leads() {
		return engine.ErrStandby
	}
	open, err := s.People.Sessions(r.Context(), func(v *auth.Session) bool { return v.ID == id })
	if err != nil {
		return err
	}
	may := func(v *auth.Session) bool { return id == p.Session || speaksForOthers(p) && serves(p, v) }
	if len(open) > 0 && !may(&open[0]) {
		return notAllowed(open[0].Station, auth.Operate)
	}
	session, change, err := s.People.SignOut(r.Context(), id)
	if errors.Is(err, auth.ErrNotFound) || err == nil && !may(&session) {
		return problem(CodeNotFound, "", api.Fault{Location: "path.session", Message: "there is no such session, or it ended long ago"})
	}
	if err != nil {
		return err
	}
	if change.Action != "" {
		s.metrics.badges.WithLabelValues(string(change.Action)).Inc()
		_, err = s.Engine.Record(r.Context(), engine.Note{
			Kind: engine.KindAccess, Actor: p.ID, Station: session.Station, Session: id, Device: deviceOf(p), Body: change,
		})
	}
	if err != nil {
		return err
	}
	return answer(w, wireSession(&session))
}
