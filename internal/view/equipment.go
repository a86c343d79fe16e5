package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Equipment is a piece of equipment of the present plant definition, or one that
// was calibrated without being in it, with what its calibrations say of it.
type Equipment struct {
	plant.Equipment                // of what is not in the definition only the code
	Object          track.ObjectID // empty where it is none
	State           track.CalibrationState
	Last            *track.Calibration // nil where there is none
}

// EquipmentFilter picks equipment; what is empty does not bind.
type EquipmentFilter struct {
	Kind      plant.EquipmentKind
	State     track.CalibrationState
	DueBefore track.Micros // its last calibration is good until before then
	At        track.Micros // by when its state is told
}

func (f *EquipmentFilter) fits(e *Equipment) bool {
	return (f.Kind == "" || e.Kind == f.Kind) && (f.State == "" || e.State == f.State) &&
		(f.DueBefore == 0 || e.Last != nil && e.Last.Due != 0 && e.Last.Due < f.DueBefore)
}

// Equipment lists equipment in the order of the codes.
func (q *Query) Equipment(f EquipmentFilter, p Page) (rows []Equipment, next string, err error) {
	all, err := q.everyEquipment(f.At)
	if err != nil {
		return nil, "", err
	}
	for i := range all {
		if f.fits(&all[i]) && all[i].Code > p.After && len(rows) <= p.limit() {
			rows = append(rows, all[i])
		}
	}
	rows, next = page(rows, p.limit(), func(e *Equipment) string { return e.Code })
	return rows, next, q.equipmentObjects(rows)
}

// EquipmentNamed returns one piece of equipment by its code, with its state at a
// time, or ErrNotFound.
func (q *Query) EquipmentNamed(code string, at track.Micros) (Equipment, error) {
	all, err := q.everyEquipment(at)
	if err != nil {
		return Equipment{}, err
	}
	i := slices.IndexFunc(all, func(e Equipment) bool { return e.Code == code })
	if i < 0 {
		return Equipment{}, fmt.Errorf("equipment %s: %w", code, ErrNotFound)
	}
	return all[i], q.equipmentObjects(all[i : i+1])
}

// everyEquipment lists all equipment with its state, in the order of the codes.
func (q *Query) everyEquipment(at track.Micros) ([]Equipment, error) {
	const last = `where void_seq = 0 and not exists (
		select 1 from calibration l
		where l.equipment = calibration.equipment and l.void_seq = 0
			and (l.made_at > calibration.made_at or l.made_at = calibration.made_at and l.entry > calibration.entry)
	) order by equipment`
	made, err := sqldb.Select(q.ctx, q.tx, calibrations.scan, calibrations.query(last))
	if err != nil {
		return nil, fmt.Errorf("read the last calibrations: %w", err)
	}
	index, err := q.present()
	if err != nil {
		return nil, err
	}
	var all []Equipment
	if index != nil {
		for _, e := range index.Definition().Equipment {
			all = append(all, Equipment{Equipment: e})
		}
	}
	for i := range made {
		of := slices.IndexFunc(all, func(e Equipment) bool { return e.Code == made[i].Equipment })
		if of < 0 {
			of = len(all)
			all = append(all, Equipment{Equipment: plant.Equipment{Code: made[i].Equipment}})
		}
		all[of].Last = &made[i]
	}
	for i := range all {
		e := &all[i]
		var known []track.Calibration
		if e.Last != nil {
			known, at = append(known, *e.Last), max(at, e.Last.At)
		}
		e.State, _ = track.CalibrationAt(known, e.Calibration != "", at)
	}
	slices.SortFunc(all, func(a, b Equipment) int { return cmp.Compare(a.Code, b.Code) })
	return all, nil
}

// equipmentObjects finds the objects that pieces of equipment are.
func (q *Query) equipmentObjects(rows []Equipment) error {
	codes := make([]string, len(rows))
	for i := range rows {
		codes[i] = rows[i].Code
	}
	named, err := sqldb.SelectIn(q.ctx, q.tx, identifiers.scan,
		identifiers.query("where value in (?) and scheme in ('equipment', 'carrier') and known_to = 0 and valid_to = 0"), codes)
	if err != nil {
		return fmt.Errorf("find equipment: %w", err)
	}
	for i := range rows {
		if rows[i].Last != nil {
			rows[i].Object = rows[i].Last.Object
		}
		for _, n := range named {
			if n.Value == rows[i].Code {
				rows[i].Object = n.Object
			}
		}
	}
	return nil
}

// Calibrations lists the calibrations of a piece of equipment, the last made
// first; those that no longer stand too.
func (q *Query) Calibrations(code string, p Page) (rows []track.Calibration, next string, err error) {
	f := &filter{}
	f.equal("equipment", code)
	if p.After != "" {
		m, e, _ := strings.Cut(p.After, ".")
		made, err := numberCursor(m)
		if err != nil {
			return nil, "", err
		}
		entry, err := numberCursor(e)
		if err != nil {
			return nil, "", err
		}
		f.add("(made_at < ? or made_at = ? and entry < ?)", made, made, entry)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, calibrations.scan, calibrations.query(f.where("made_at desc, entry desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list calibrations: %w", err)
	}
	rows, next = page(rows, p.limit(), func(c *track.Calibration) string {
		return strconv.FormatInt(int64(c.At), 10) + "." + strconv.FormatInt(c.Entry, 10)
	})
	return rows, next, nil
}

// Doubted tells since when a piece of equipment is in doubt and until when, and
// what was done with it in that time, at most so many objects. It is not ok
// unless its last calibration has found it bad.
func (q *Query) Doubted(code string, limit int) (from, until track.Micros, ids []track.ObjectID, ok bool, err error) {
	all, err := q.calibrationsOf(code, q.now())
	if err != nil || len(all) == 0 || all[len(all)-1].Found == track.OutcomePass {
		return 0, 0, nil, false, err
	}
	from, until = track.Doubt(all)
	ids, err = q.Matching(&track.Scope{Equipment: code, Since: track.SinceCheck}, limit)
	return from, until, ids, true, err
}

// calibrationsOf lists the calibrations of a piece of equipment that stood at a
// moment, in the order in which they were made.
func (q *Query) calibrationsOf(code string, at moment) ([]track.Calibration, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, calibrations.scan, calibrations.query(
		"where equipment = $1 and entry < $2 and (void_seq = 0 or void_seq >= $3) and made_at <= $4 order by made_at, entry",
	), code, at.known, at.known, int64(at.asOf))
	if err != nil {
		return nil, fmt.Errorf("read calibrations of %s: %w", code, err)
	}
	return rows, nil
}
