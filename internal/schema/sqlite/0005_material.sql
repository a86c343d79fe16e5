-- +goose Up

-- What is loaded at positions, and what passed stations meanwhile: a trace joins
-- the two.
create index edge_loaded on edge (parent, occurred_from, occurred_to) where kind in ('loaded', 'added');
create index visit_station on visit (station, ended, started);
