package view

import (
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/track"
)

// The tables of the views, one for each table of the working set.

var objects = newTable[track.ObjectID](
	"object", "id",
	"id, kind, part, revision, name, maker, work_order, quantity, uom, second, second_uom, known, life, disposition, station, position, location, operation, visit, parent, parent_kind, seen_at, seen_seq, created, last",
	func(r *track.Object) []any {
		return []any{
			&r.ID, &r.Kind, &r.Part, &r.Revision, &r.Name, &r.Maker, &r.Order, &r.Quantity, &r.UoM, &r.Second, &r.SecondUoM, &r.Known,
			&r.Life, &r.Disposition, &r.Station, &r.Position, &r.Location, &r.Operation, &r.Visit, &r.Parent,
			&r.ParentKind, &r.SeenAt, &r.SeenSeq, &r.Created, &r.Last,
		}
	},
	func(r *track.Object) []any {
		return []any{
			string(r.ID), string(r.Kind), string(r.Part), string(r.Revision), string(r.Name), string(r.Maker),
			string(r.Order), string(r.Quantity), string(r.UoM), string(r.Second), string(r.SecondUoM), flag(r.Known), string(r.Life),
			string(r.Disposition), string(r.Station), string(r.Position), string(r.Location), string(r.Operation),
			int64(r.Visit), string(r.Parent), string(r.ParentKind), int64(r.SeenAt), int64(r.SeenSeq),
			int64(r.Created), int64(r.Last),
		}
	},
)

var identifiers = newTable[track.IdentifierKey](
	"identifier", "object, scheme, issuer, value, known_from",
	"object, scheme, issuer, value, known_from, known_to, valid_from, valid_to",
	func(r *track.Identifier) []any {
		return []any{
			&r.Object, &r.Scheme, &r.Issuer, &r.Value, &r.KnownFrom, &r.KnownTo, &r.ValidFrom, &r.ValidTo,
		}
	},
	func(r *track.Identifier) []any {
		return []any{
			string(r.Object), string(r.Scheme), string(r.Issuer), string(r.Value), int64(r.KnownFrom),
			int64(r.KnownTo), int64(r.ValidFrom), int64(r.ValidTo),
		}
	},
)

var edges = newTable[track.EdgeKey](
	"edge", "entry, line, known_from",
	"entry, line, known_from, known_to, parent, child, kind, quantity, uom, bom_line, position, operation, station, possible, occurred_from, occurred_to, end_entry",
	func(r *track.Edge) []any {
		return []any{
			&r.Entry, &r.Line, &r.KnownFrom, &r.KnownTo, &r.Parent, &r.Child, &r.Kind, &r.Quantity, &r.UoM,
			&r.BOMLine, &r.Position, &r.Operation, &r.Station, &r.Possible, &r.OccurredFrom, &r.OccurredTo,
			&r.EndEntry,
		}
	},
	func(r *track.Edge) []any {
		return []any{
			int64(r.Entry), int64(r.Line), int64(r.KnownFrom), int64(r.KnownTo), string(r.Parent), string(r.Child),
			string(r.Kind), string(r.Quantity), string(r.UoM), string(r.BOMLine), string(r.Position),
			string(r.Operation), string(r.Station), string(r.Possible), int64(r.OccurredFrom), int64(r.OccurredTo),
			int64(r.EndEntry),
		}
	},
)

var visits = newTable[track.VisitKey](
	"visit", "object, number",
	"object, number, operation, attempt, station, position, started, ended, outcome, actor, start_seq, end_seq, void_seq, quantity_in, good, scrap, rework, run, equipment",
	func(r *track.Visit) []any {
		return []any{
			&r.Object, &r.Number, &r.Operation, &r.Attempt, &r.Station, &r.Position, &r.Started, &r.Ended,
			&r.Outcome, &r.Actor, &r.StartSeq, &r.EndSeq, &r.VoidSeq, &r.In, &r.Good, &r.Scrap, &r.Rework,
			&r.Run, &jsonListOf[track.Used]{&r.Equipment},
		}
	},
	func(r *track.Visit) []any {
		return []any{
			string(r.Object), int64(r.Number), string(r.Operation), int64(r.Attempt), string(r.Station),
			string(r.Position), int64(r.Started), int64(r.Ended), string(r.Outcome), string(r.Actor),
			int64(r.StartSeq), int64(r.EndSeq), int64(r.VoidSeq), string(r.In), string(r.Good), string(r.Scrap),
			string(r.Rework), string(r.Run), jsonList(r.Equipment),
		}
	},
)

var results = newTable[track.LineKey](
	"result", "entry, line",
	"entry, line, object, operation, characteristic, visit, station, position, value, text, uom, lower_limit, upper_limit, outcome, equipment, program, actor, occurred_at, void_seq",
	func(r *track.Result) []any {
		return []any{
			&r.Entry, &r.Line, &r.Object, &r.Operation, &r.Characteristic, &r.Visit, &r.Station, &r.Position,
			&r.Value, &r.Text, &r.UoM, &r.Lower, &r.Upper, &r.Outcome, &r.Equipment, &r.Program, &r.Actor,
			&r.OccurredAt, &r.VoidSeq,
		}
	},
	func(r *track.Result) []any {
		return []any{
			int64(r.Entry), int64(r.Line), string(r.Object), string(r.Operation), string(r.Characteristic),
			int64(r.Visit), string(r.Station), string(r.Position), string(r.Value), string(r.Text), string(r.UoM),
			string(r.Lower), string(r.Upper), string(r.Outcome), string(r.Equipment), string(r.Program),
			string(r.Actor), int64(r.OccurredAt), int64(r.VoidSeq),
		}
	},
)

var sightings = newTable[track.SightingKey](
	"sighting", "object, entry",
	"object, entry, occurred_at, biz_step, station, position, location, disposition, life, void_seq",
	func(r *track.Sighting) []any {
		return []any{
			&r.Object, &r.Entry, &r.OccurredAt, &r.BizStep, &r.Station, &r.Position, &r.Location, &r.Disposition,
			&r.Life, &r.VoidSeq,
		}
	},
	func(r *track.Sighting) []any {
		return []any{
			string(r.Object), int64(r.Entry), int64(r.OccurredAt), string(r.BizStep), string(r.Station),
			string(r.Position), string(r.Location), string(r.Disposition), string(r.Life), int64(r.VoidSeq),
		}
	},
)

var movements = newTable[track.LineKey](
	"movement", "entry, line",
	"entry, line, object, delta, uom, second, second_uom, biz_step, reason, occurred_at, work_order",
	func(r *track.Movement) []any {
		return []any{
			&r.Entry, &r.Line, &r.Object, &r.Delta, &r.UoM, &r.Second, &r.SecondUoM, &r.BizStep, &r.Reason, &r.OccurredAt, &r.Order,
		}
	},
	func(r *track.Movement) []any {
		return []any{
			int64(r.Entry), int64(r.Line), string(r.Object), string(r.Delta), string(r.UoM), string(r.Second), string(r.SecondUoM),
			string(r.BizStep), string(r.Reason), int64(r.OccurredAt), string(r.Order),
		}
	},
)

var exposures = newTable[track.LineKey](
	"exposure", "entry, line",
	"entry, line, object, act, at, until, void_seq",
	func(r *track.Exposure) []any {
		return []any{&r.Entry, &r.Line, &r.Object, &r.Act, &r.At, &r.Until, &r.VoidSeq}
	},
	func(r *track.Exposure) []any {
		return []any{int64(r.Entry), int64(r.Line), string(r.Object), string(r.Act), int64(r.At), int64(r.Until), int64(r.VoidSeq)}
	},
)

var holds = newTable[track.HoldID](
	"hold", "id",
	"id, reason, owner, blocks, possible, release_rule, scope, standing, objects, placed, placed_at, released, released_at, release_note",
	func(r *track.Hold) []any {
		return []any{
			&r.ID, &r.Reason, &r.Owner, &listOf[track.Block]{&r.Blocks}, &r.Possible, &r.ReleaseRule, &jsonOf[track.Scope]{&r.Scope},
			&r.Standing, &r.Objects, &r.Placed, &r.PlacedAt, &r.Released, &r.ReleasedAt, &r.ReleaseNote,
		}
	},
	func(r *track.Hold) []any {
		return []any{
			string(r.ID), string(r.Reason), string(r.Owner), joinList(r.Blocks), string(r.Possible), string(r.ReleaseRule),
			jsonText(r.Scope), flag(r.Standing), int64(r.Objects), int64(r.Placed),
			int64(r.PlacedAt), int64(r.Released), int64(r.ReleasedAt), string(r.ReleaseNote),
		}
	},
)

var held = newTable[track.HeldKey](
	"held", "hold, object",
	"hold, object, caught, cleared",
	func(r *track.HeldObject) []any {
		return []any{
			&r.Hold, &r.Object, &r.Caught, &r.Cleared,
		}
	},
	func(r *track.HeldObject) []any {
		return []any{
			string(r.Hold), string(r.Object), int64(r.Caught), int64(r.Cleared),
		}
	},
)

var breaches = newTable[track.LineKey](
	"breach", "entry, line",
	"entry, line, head, cause, rule, code, object, on_object, part, station, watched, text, fact, occurred_at, facts, last_entry, last_at, closed, closed_at, closed_by, closed_note",
	func(r *track.Breach) []any {
		return []any{
			&r.Entry, &r.Line, &r.Head, &r.Cause, &r.Rule, &r.Code, &r.Object, &r.On, &r.Part, &r.Station, &r.Watched, &r.Text,
			&r.Fact, &r.OccurredAt, &r.Facts, &r.LastEntry, &r.LastAt, &r.Closed, &r.ClosedAt, &r.ClosedBy, &r.ClosedNote,
		}
	},
	func(r *track.Breach) []any {
		return []any{
			int64(r.Entry), int64(r.Line), int64(r.Head), string(r.Cause), string(r.Rule), string(r.Code), string(r.Object),
			string(r.On), string(r.Part), string(r.Station), flag(r.Watched), string(r.Text), int64(r.Fact), int64(r.OccurredAt),
			int64(r.Facts), int64(r.LastEntry), int64(r.LastAt), int64(r.Closed), int64(r.ClosedAt), string(r.ClosedBy),
			string(r.ClosedNote),
		}
	},
)

var refusals = newTable[int64](
	"refusal", "entry",
	"entry, answer, code, rule, verb, station, object, part, actor, occurred_at",
	func(r *track.Refusal) []any {
		return []any{
			&r.Entry, &r.Answer, &r.Code, &r.Rule, &r.Verb, &r.Station, &r.Object, &r.Part, &r.Actor, &r.OccurredAt,
		}
	},
	func(r *track.Refusal) []any {
		return []any{
			int64(r.Entry), string(r.Answer), string(r.Code), string(r.Rule), string(r.Verb), string(r.Station),
			string(r.Object), string(r.Part), string(r.Actor), int64(r.OccurredAt),
		}
	},
)

var permissions = newTable[track.PermissionID](
	"permission", "id",
	"id, kind, rule, object, covers, scope, reason, actor, needs_second, second, valid_from, valid_until, uses, used, given, ended",
	func(r *track.Permission) []any {
		var covers string
		return []any{
			&r.ID, &r.Kind, &r.Rule, &r.Object, &covers, &jsonOf[track.Scope]{&r.Scope}, &r.Reason, &r.Actor, &r.NeedsSecond,
			&r.Second, &r.From, &r.Until, &r.Uses, &r.Used, &r.Given, &r.Ended,
		}
	},
	func(r *track.Permission) []any {
		return []any{
			string(r.ID), string(r.Kind), string(r.Rule), string(r.Object), r.Covers(), jsonText(r.Scope), string(r.Reason),
			string(r.Actor), flag(r.NeedsSecond), string(r.Second), int64(r.From), int64(r.Until), int64(r.Uses), int64(r.Used),
			int64(r.Given), int64(r.Ended),
		}
	},
)

var answers = newTable[string](
	"answer", "command",
	"command, seq, actor",
	func(r *track.Answered) []any {
		return []any{
			&r.Command, &r.Seq, &r.Actor,
		}
	},
	func(r *track.Answered) []any {
		return []any{
			string(r.Command), int64(r.Seq), string(r.Actor),
		}
	},
)

var versions = newTable[int64](
	"plant_version", "version",
	"version, seq, definition, changes, actor, published_at, reason",
	func(r *track.PlantVersion) []any {
		return []any{
			&r.Version, &r.Seq, &r.Definition, &listOf[string]{&r.Changes}, &r.Actor, &r.PublishedAt, &r.Reason,
		}
	},
	func(r *track.PlantVersion) []any {
		return []any{
			int64(r.Version), int64(r.Seq), string(r.Definition), joinList(r.Changes), string(r.Actor),
			int64(r.PublishedAt), string(r.Reason),
		}
	},
)

var calibrations = newTable[int64](
	"calibration", "entry",
	"entry, equipment, object, made_at, found, left_as, due, certificate, lab, readings, actor, void_seq",
	func(r *track.Calibration) []any {
		return []any{
			&r.Entry, &r.Equipment, &r.Object, &r.At, &r.Found, &r.Left, &r.Due, &r.Certificate, &r.Lab,
			&jsonListOf[track.CalibrationReading]{&r.Readings}, &r.Actor, &r.VoidSeq,
		}
	},
	func(r *track.Calibration) []any {
		return []any{
			r.Entry, r.Equipment, string(r.Object), int64(r.At), string(r.Found), string(r.Left), int64(r.Due), r.Certificate,
			r.Lab, jsonList(r.Readings), r.Actor, r.VoidSeq,
		}
	},
)

var queries = newTable[string](
	"named_query", "name",
	"name, query, actor, named, named_at, dropped",
	func(r *track.NamedQuery) []any {
		return []any{&r.Name, &r.Query, &r.Actor, &r.Named, &r.NamedAt, &r.Dropped}
	},
	func(r *track.NamedQuery) []any {
		return []any{r.Name, r.Query, r.Actor, r.Named, int64(r.NamedAt), r.Dropped}
	},
)

var subscriptions = newTable[track.SubscriptionID](
	"subscription", "id",
	"id, query, dest, schedule, report_if_empty, since, format, signed, actor, began, began_at, ended",
	func(r *track.Subscription) []any {
		return []any{
			&r.Subscription, &r.Query, &r.Dest, &jsonOf[schedule.Fields]{&r.Schedule}, &r.ReportIfEmpty, &r.Since, &r.Format, &r.Signed, &r.Actor,
			&r.Began, &r.BeganAt, &r.Ended,
		}
	},
	func(r *track.Subscription) []any {
		return []any{
			string(r.Subscription), r.Query, r.Dest, jsonText(r.Schedule), flag(r.ReportIfEmpty), int64(r.Since), r.Format, flag(r.Signed), r.Actor,
			r.Began, int64(r.BeganAt), r.Ended,
		}
	},
)

var certificates = newTable[track.CertificateID](
	"certificate", "id",
	"id, person, skill, level, valid_from, valid_until, evidence, actor, given, revoked, revoked_at, revoked_note",
	func(r *track.Certificate) []any {
		return []any{
			&r.ID, &r.Person, &r.Skill, &r.Level, &r.From, &r.Until, &r.Evidence, &r.Actor, &r.Given, &r.Revoked,
			&r.RevokedAt, &r.RevokedNote,
		}
	},
	func(r *track.Certificate) []any {
		return []any{
			string(r.ID), r.Person, r.Skill, r.Level, int64(r.From), int64(r.Until), r.Evidence, r.Actor, r.Given, r.Revoked,
			int64(r.RevokedAt), r.RevokedNote,
		}
	},
)

var defects = newTable[track.LineKey](
	"defect", "entry, line",
	"entry, line, object, code, position, text, quantity, operation, visit, station, actor, occurred_at, decision, decided, decided_by, void_seq",
	func(r *track.Defect) []any {
		return []any{
			&r.Entry, &r.Line, &r.Object, &r.Code, &r.Position, &r.Text, &r.Quantity, &r.Operation, &r.Visit, &r.Station,
			&r.Actor, &r.OccurredAt, &r.Decision, &r.Decided, &r.DecidedBy, &r.VoidSeq,
		}
	},
	func(r *track.Defect) []any {
		return []any{
			int64(r.Entry), int64(r.Line), string(r.Object), string(r.Code), string(r.Position), string(r.Text),
			string(r.Quantity), string(r.Operation), int64(r.Visit), string(r.Station), string(r.Actor),
			int64(r.OccurredAt), string(r.Decision), int64(r.Decided), string(r.DecidedBy), int64(r.VoidSeq),
		}
	},
)

// files is no view: package attachment writes it, and a rebuild leaves it alone.
var files = newTable[string](
	"attachment", "sha256",
	"sha256, erased",
	func(r *track.StoredFile) []any { return []any{&r.Digest, &r.Erased} }, nil,
)

var attached = newTable[track.LineKey](
	"attached", "entry, line",
	"entry, line, sha256",
	func(r *track.Attached) []any { return []any{&r.Entry, &r.Line, &r.Digest} },
	func(r *track.Attached) []any { return []any{r.Entry, int64(r.Line), r.Digest} },
)

var serials = newTable[string](
	"serial_counter", "part",
	"part, next",
	func(r *track.SerialCounter) []any { return []any{&r.Part, &r.Next} },
	func(r *track.SerialCounter) []any { return []any{r.Part, int64(r.Next)} },
)

var orders = newTable[string](
	"work_order", "number",
	"number, part, revision, quantity, uom, due, priority, line, options, customer, sales, state, reason, created, created_at, released, released_at, closed, closed_at, pins",
	func(r *track.WorkOrder) []any {
		return []any{
			&r.Number, &r.Part, &r.Revision, &r.Quantity, &r.UoM, &r.Due, &r.Priority, &r.Line, &listOf[string]{&r.Options},
			&r.Customer, &r.Sales, &r.State, &r.Reason, &r.Created, &r.CreatedAt, &r.Released, &r.ReleasedAt, &r.Closed,
			&r.ClosedAt, &jsonListOf[track.OrderPin]{&r.Pins},
		}
	},
	func(r *track.WorkOrder) []any {
		return []any{
			string(r.Number), string(r.Part), string(r.Revision), string(r.Quantity), string(r.UoM), int64(r.Due),
			int64(r.Priority), string(r.Line), joinList(r.Options), string(r.Customer), string(r.Sales), string(r.State),
			string(r.Reason), int64(r.Created), int64(r.CreatedAt), int64(r.Released), int64(r.ReleasedAt), int64(r.Closed),
			int64(r.ClosedAt), jsonList(r.Pins),
		}
	},
)

var stations = newTable[string](
	"station", "station",
	"station, state, since, entry, reason, note, source, actor, earlier",
	func(r *track.StationNow) []any {
		return []any{&r.Station, &r.State, &r.From, &r.Entry, &r.Reason, &r.Note, &r.Source, &r.Actor, &jsonListOf[track.Stretch]{&r.Before}}
	},
	func(r *track.StationNow) []any {
		return []any{
			r.Station, string(r.State), int64(r.From), int64(r.Entry), r.Reason, r.Note, string(r.Source), r.Actor, jsonList(r.Before),
		}
	},
)

var stateChanges = newTable[int64](
	"station_state", "entry",
	"entry, station, state, reason, note, source, actor, since",
	func(r *track.StateChange) []any {
		return []any{&r.Entry, &r.Station, &r.State, &r.Reason, &r.Note, &r.Source, &r.Actor, &r.From}
	},
	func(r *track.StateChange) []any {
		return []any{int64(r.Entry), r.Station, string(r.State), r.Reason, r.Note, string(r.Source), r.Actor, int64(r.From)}
	},
)

var andons = newTable[track.AndonID](
	"andon", "id",
	"id, kind, station, position, object, note, roles, escalate_at, escalate_to, raised, raised_at, raised_by, acknowledged, acknowledged_at, acknowledged_by, resolved, resolved_at, resolved_by, resolution",
	func(r *track.Andon) []any {
		return []any{
			&r.ID, &r.Kind, &r.Station, &r.Position, &r.Object, &r.Note, &listOf[string]{&r.Roles}, &r.EscalateAt,
			&listOf[string]{&r.EscalateTo}, &r.Raised, &r.RaisedAt, &r.RaisedBy, &r.Acknowledged, &r.AcknowledgedAt,
			&r.AcknowledgedBy, &r.Resolved, &r.ResolvedAt, &r.ResolvedBy, &r.Resolution,
		}
	},
	func(r *track.Andon) []any {
		return []any{
			string(r.ID), string(r.Kind), r.Station, r.Position, string(r.Object), r.Note, joinList(r.Roles), int64(r.EscalateAt),
			joinList(r.EscalateTo), int64(r.Raised), int64(r.RaisedAt), r.RaisedBy, int64(r.Acknowledged), int64(r.AcknowledgedAt),
			r.AcknowledgedBy, int64(r.Resolved), int64(r.ResolvedAt), r.ResolvedBy, r.Resolution,
		}
	},
)

var runOuts = newTable[int64](
	"run_out", "entry",
	"entry, part, revision, stock, goes_to, done, since, at, left_over, reason, actor",
	func(r *track.RunOut) []any {
		return []any{&r.Entry, &r.Part, &r.Revision, &r.Stock, &r.To, &r.Over, &r.Since, &r.At, &r.Left, &r.Reason, &r.Actor}
	},
	func(r *track.RunOut) []any {
		return []any{
			r.Entry, r.Part, r.Revision, r.Stock, r.To, flag(r.Over), r.Since, int64(r.At), string(r.Left), r.Reason, r.Actor,
		}
	},
)

var orderCounts = newTable[track.OrderCountKey](
	"order_count", "work_order, part",
	"work_order, part, made, scrapped, begun",
	func(r *track.OrderCount) []any {
		return []any{
			&r.Order, &r.Part, &r.Made, &r.Scrapped, &r.Begun,
		}
	},
	func(r *track.OrderCount) []any {
		return []any{
			string(r.Order), string(r.Part), string(r.Made), string(r.Scrapped), int64(r.Begun),
		}
	},
)

var bookings = newTable[track.BookingKey](
	"booking", "bench, position",
	"bench, position, first_entry, last_entry, object, measured, recorded_at",
	func(r *track.Booking) []any {
		return []any{&r.Bench, &r.Position, &r.First, &r.Last, &r.Object, &r.Measured, &r.RecordedAt}
	},
	func(r *track.Booking) []any {
		return []any{
			string(r.Bench), string(r.Position), int64(r.First), int64(r.Last), string(r.Object), flag(r.Measured),
			int64(r.RecordedAt),
		}
	},
)
