package view

import (
	"fmt"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// PlantVersion returns one version of the plant definition, 0 being the
// current one, or ErrNotFound.
func (q *Query) PlantVersion(version int64) (track.PlantVersion, error) {
	f := &filter{}
	if version != 0 {
		f.add("version = ?", version)
	}
	rows, err := sqldb.Select(q.ctx, q.tx, versions.scan, versions.query(f.where("version desc", 0)), f.args...)
	if err != nil {
		return track.PlantVersion{}, fmt.Errorf("read plant definition: %w", err)
	}
	if len(rows) == 0 {
		return track.PlantVersion{}, fmt.Errorf("plant definition %d: %w", version, ErrNotFound)
	}
	return rows[0], nil
}

// PlantVersions lists the published versions of the plant definition, the last
// first.
func (q *Query) PlantVersions(p Page) (rows []track.PlantVersion, next string, err error) {
	f := &filter{}
	if p.After != "" {
		version, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("version < ?", version)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, versions.scan, versions.query(f.where("version desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list plant definitions: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.PlantVersion) string { return strconv.FormatInt(r.Version, 10) })
	return rows, next, nil
}
