package httpapi

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// nothing is the input of a read that asks for all there is.
type nothing struct{ Snapshot }

// wipInput asks for work in progress.
type wipInput struct {
	Snapshot
	Order string `query:"order" maxLength:"256" doc:"Number of the work order that it is made for; all, if left out"`
}

func (s *server) listWIP(q *view.Query, in *wipInput) (*api.List[api.WIP], error) {
	rows, err := q.WIP(in.Order)
	return &api.List[api.WIP]{Items: each(rows, func(r *view.WIP) api.WIP {
		return api.WIP{Station: r.Station, Operation: r.Operation, Part: r.Part, Objects: r.Objects, Oldest: at(r.Oldest)}
	})}, err
}

// maxShown bounds the open visits that are shown of one station.
const maxShown = 100

func (s *server) listStations(q *view.Query, _ *nothing) (*api.List[api.Station], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	def := index.Definition()
	working, err := q.Working()
	if err != nil {
		return nil, err
	}
	beside, err := s.floorOf(q, index, "")
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Station]{Items: []api.Station{}}
	for a := range def.Areas {
		for l := range def.Areas[a].Lines {
			line := &def.Areas[a].Lines[l]
			for i := range line.Stations {
				st := wireStation(&line.Stations[i], line, &def.Areas[a])
				beside.add(&st)
				if st.Working = working[st.Code]; st.Working > 0 {
					if err := inWork(q, &st); err != nil {
						return nil, err
					}
				}
				out.Items = append(out.Items, st)
			}
		}
	}
	return out, nil
}

// stationInput names a station.
type stationInput struct {
	Snapshot
	Station string `path:"station" maxLength:"256"`
}

func (s *server) getStation(q *view.Query, in *stationInput) (*api.Station, error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	st, line, area, ok := index.Station(in.Station)
	if !ok {
		return nil, noStation()
	}
	beside, err := s.floorOf(q, index, in.Station)
	if err != nil {
		return nil, err
	}
	out := wireStation(st, line, area)
	beside.add(&out)
	working, err := q.Working()
	if err != nil {
		return nil, err
	}
	out.Working = working[out.Code]
	return &out, inWork(q, &out)
}

// maxQueue bounds the objects that are listed of a queue.
const maxQueue = 1000

// listQueue lists what comes to a station next, what has waited longest first.
func (s *server) listQueue(q *view.Query, in *stationInput) (*api.List[api.Object], error) {
	f, err := q.MapNow(micros(time.Now()))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(f.Stations, func(st view.MapStation) bool { return st.Station.Code == in.Station })
	if i < 0 {
		return nil, noStation()
	}
	ids := f.Stations[i].Queue
	ids = ids[:min(len(ids), maxQueue)]
	known, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	holds, err := q.HoldsOn(ids)
	return &api.List[api.Object]{Items: each(ids, func(id *track.ObjectID) api.Object {
		o := known[*id]
		out := wireObject(&o)
		out.Holds = texts(holds[*id])
		return out
	})}, err
}

func noStation() *fault {
	return problem(CodeNotFound, "", api.Fault{Location: "path.station", Message: "the plant definition has no such station"})
}

func wireStation(st *plant.Station, line *plant.Line, area *plant.Area) api.Station {
	out := api.Station{
		Code: st.Code, Name: st.Name, Line: line.Code, Area: area.Code, Operations: st.Operations,
		Offline: string(cmp.Or(st.Offline, plant.OfflineBlock)), InWork: []api.Visit{},
	}
	for _, p := range st.Positions {
		out.Positions = append(out.Positions, api.Position{Code: p.Code, Name: p.Name, Kind: string(p.Kind)})
	}
	return out
}

func inWork(q *view.Query, st *api.Station) error {
	rows, err := q.InWork(st.Code, maxShown)
	if err != nil {
		return err
	}
	st.InWork, err = visits(q, rows)
	return err
}

// indexed is a version of the plant definition, read once.
type indexed struct {
	version int64
	index   *plant.Index
}

// plant is the current plant definition; an empty one before the first.
func (s *server) plant(q *view.Query) (*plant.Index, error) {
	v, err := q.PlantVersion(0)
	if errors.Is(err, view.ErrNotFound) {
		return (&plant.Definition{}).Index(), nil
	}
	if err != nil {
		return nil, err
	}
	if kept := s.current.Load(); kept != nil && kept.version == v.Version {
		return kept.index, nil
	}
	def, err := plant.Parse([]byte(v.Definition))
	if err != nil {
		return nil, fmt.Errorf("plant definition %d: %w", v.Version, err)
	}
	index := def.Index()
	s.current.Store(&indexed{v.Version, index})
	return index, nil
}

// getPlant serves a version of the plant definition, as JSON or YAML.
func (s *server) getPlant(w http.ResponseWriter, r *http.Request) error {
	version := int64(0)
	if text := r.PathValue("version"); text != "" {
		var err error
		if version, err = sequence(text, "path.version"); err != nil {
			return err
		}
	}
	least := int64(0)
	if text := r.URL.Query().Get("minSeq"); text != "" {
		var err error
		if least, err = sequence(text, "query.minSeq"); err != nil {
			return err
		}
	}
	var v track.PlantVersion
	err := s.ask(r.Context(), least, func(q *view.Query) (err error) {
		w.Header().Set("Tracewright-Seq", number(q.Size))
		v, err = q.PlantVersion(version)
		return err
	})
	if err != nil {
		return err
	}
	if wantsYAML(r) {
		w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
		_, _ = w.Write([]byte(v.Definition)) // the client is gone
		return nil
	}
	out := wirePlant(&v)
	def, err := plant.Parse([]byte(v.Definition))
	if err != nil {
		return fmt.Errorf("plant definition %d: %w", v.Version, err)
	}
	if out.Definition, err = json.Marshal(def, json.Deterministic(true)); err != nil {
		return fmt.Errorf("plant definition %d: %w", v.Version, err)
	}
	return answer(w, &out)
}

// wantsYAML reports whether a client asks for YAML before JSON.
func wantsYAML(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	yaml, js := strings.Index(accept, "yaml"), strings.Index(accept, "json")
	return yaml >= 0 && (js < 0 || yaml < js)
}

func wirePlant(v *track.PlantVersion) api.Plant {
	return api.Plant{Version: v.Version, Seq: v.Seq, PublishedAt: at(v.PublishedAt), Actor: v.Actor, Reason: v.Reason, Changes: v.Changes}
}

// pageInput asks for a page of a list that has no filters.
type pageInput struct {
	Snapshot
	Paging
}

func (s *server) listPlants(q *view.Query, in *pageInput) (*api.List[api.Plant], error) {
	rows, next, err := q.PlantVersions(in.page())
	return &api.List[api.Plant]{Items: each(rows, wirePlant), Next: next}, err
}

// diffPlant says what publishing a definition would change, and what is wrong
// with it. It records nothing.
func (s *server) diffPlant(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBatchBody)
	if err != nil {
		return err
	}
	var in api.PlantSource
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	out := &api.PlantDiff{Changes: []api.PlantChange{}, Work: []api.PlantWork{}, Orders: []api.PlantOrders{}, RunOuts: []api.PlantRunOut{}}
	def, errs := plant.Examine([]byte(in.Definition))
	if out.Faults = plantFaults(errs); def != nil {
		out.Faults = append(out.Faults, zoneFaults(def)...)
		out.Source = string(def.YAML())
		if out.Definition, err = json.Marshal(def, json.Deterministic(true)); err != nil {
			return err
		}
	}
	err = s.Views.Read(r.Context(), func(q *view.Query) error {
		v, err := q.PlantVersion(0)
		if errors.Is(err, view.ErrNotFound) {
			err = nil
		}
		if out.Version = v.Version; err != nil || def == nil {
			return err
		}
		old, err := s.plant(q)
		if err != nil {
			return err
		}
		out.Changes = wireChanges(plant.Diff(old.Definition(), def))
		if len(out.Faults) > 0 || len(out.Changes) == 0 {
			return nil
		}
		next := def.Index()
		t, err := touched(q, old, next)
		if err != nil {
			return err
		}
		out.Work, out.Orders, out.More = append(out.Work, t.work...), t.orders(), t.more
		waits, err := q.RunOuts(view.RunOutFilter{Next: next}, micros(time.Now()))
		out.RunOuts = each(waits, wireRunOut)
		return err
	})
	if err != nil {
		return err
	}
	return answer(w, out)
}

func wireChanges(changes []plant.Change) []api.PlantChange {
	return each(changes, func(c *plant.Change) api.PlantChange {
		return api.PlantChange{Path: c.Path, Op: string(c.Op), Old: c.Old, New: c.New}
	})
}

// changesInput asks what differs between two versions.
type changesInput struct {
	Snapshot
	Version int64 `path:"version" minimum:"1" doc:"The version that is looked at"`
	From    int64 `query:"from" minimum:"0" doc:"The version that it is compared with; left out: the one before"`
}

func (s *server) listPlantChanges(q *view.Query, in *changesInput) (*api.PlantChanges, error) {
	from := in.From
	if from == 0 {
		from = in.Version - 1
	}
	old, new := &plant.Definition{}, &plant.Definition{}
	for version, def := range map[int64]**plant.Definition{from: &old, in.Version: &new} {
		if version == 0 {
			continue
		}
		v, err := q.PlantVersion(version)
		if err != nil {
			return nil, err
		}
		if *def, err = plant.Parse([]byte(v.Definition)); err != nil {
			return nil, fmt.Errorf("plant definition %d: %w", version, err)
		}
	}
	return &api.PlantChanges{From: from, To: in.Version, Changes: wireChanges(plant.Diff(old, new))}, nil
}

func plantFaults(errs plant.Errors) []api.PlantFault {
	return each(errs, func(e *plant.Error) api.PlantFault {
		return api.PlantFault{Path: e.Path, Line: e.Line, Column: e.Column, Message: e.Problem, Fix: e.Fix}
	})
}

// zoneFaults says when the time zone of the site is not known. It is looked up
// here, since the data of zones is not for the pure domain.
func zoneFaults(def *plant.Definition) []api.PlantFault {
	if _, err := time.LoadLocation(def.Site.Zone); err == nil {
		return nil
	}
	line, column := def.At("site", "zone")
	return []api.PlantFault{{
		Path: "site.zone", Line: line, Column: column, Message: "there is no time zone " + def.Site.Zone, Fix: "write a name of the IANA time zone database, such as Europe/Berlin",
	}}
}

// checkZone refuses to publish a definition with an unknown time zone. What
// else is wrong with it is for the decision to say.
func checkZone(args track.Args, at string) error {
	a, ok := args.(*track.ApplyPlant)
	if !ok {
		return nil
	}
	def, err := plant.Parse([]byte(a.Definition))
	if err != nil {
		return nil
	}
	for _, f := range zoneFaults(def) {
		return problem(CodeBadValue, f.Message+": "+f.Fix+".", api.Fault{Location: at + ".args.definition", Message: f.Path + ": " + f.Message})
	}
	return nil
}
