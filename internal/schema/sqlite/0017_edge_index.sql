-- +goose Up

-- What is at a place or on a carrier now, beside all that ever was.
drop index edge_parent;
create index edge_parent on edge (parent, occurred_to);

-- Where a lot is loaded, beside all that it went into.
create index edge_loaded_child on edge (child) where kind in ('loaded', 'added');
