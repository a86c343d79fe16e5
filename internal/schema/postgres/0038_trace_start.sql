-- +goose Up

-- What a trace or a hold begins with, where it is told by what was done: at a
-- station, by somebody, with an outcome that is none of the usual; and by when
-- something came to be here.
create index result_station on result (station, occurred_at);
create index result_actor on result (actor, occurred_at) where actor <> '';
create index result_outcome on result (outcome, occurred_at) where outcome <> 'pass';
create index visit_actor on visit (actor, started) where actor <> '';
create index sighting_made on sighting (occurred_at) where biz_step in ('commissioning', 'creating_class_instance', 'receiving');
