-- +goose Up

-- On which carriers an object has been.
create index edge_carried on edge (child) where kind = 'carried';
