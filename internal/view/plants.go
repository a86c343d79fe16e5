package view

import (
	"fmt"
	"sync"

	"github.com/tracewright/tracewright/internal/plant"
)

// plants keeps the versions of the plant definition that questions have read,
// since a version never changes.
type plants struct {
	mu    sync.Mutex
	known map[int64]*plant.Index
}

// maxPlants bounds the versions that are kept.
const maxPlants = 16

// PresentPlant is the present plant definition, ready to look things up; nil
// before the first is published.
func (q *Query) PresentPlant() (*plant.Index, error) {
	latest, _, err := q.PlantVersions(Page{Limit: 1})
	if err != nil || len(latest) == 0 {
		return nil, err
	}
	return q.plant(latest[0].Version)
}

// plant reads a version of the plant definition, ready to look things up.
func (q *Query) plant(version int64) (*plant.Index, error) {
	q.plants.mu.Lock()
	index := q.plants.known[version]
	q.plants.mu.Unlock()
	if index != nil {
		return index, nil
	}
	v, err := q.PlantVersion(version)
	if err != nil {
		return nil, err
	}
	def, err := plant.Parse([]byte(v.Definition))
	if err != nil {
		return nil, fmt.Errorf("plant definition %d: %w", version, err)
	}
	index = def.Index()
	q.plants.mu.Lock()
	defer q.plants.mu.Unlock()
	if q.plants.known == nil || len(q.plants.known) >= maxPlants {
		q.plants.known = map[int64]*plant.Index{}
	}
	q.plants.known[version] = index
	return index, nil
}
