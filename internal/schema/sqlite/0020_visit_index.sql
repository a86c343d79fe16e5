-- +goose Up
-- The yields of a shift; what is in work now, and what a station has done, the
-- last begun first.
create index visit_started on visit (started);
create index visit_underway on visit (start_seq) where ended = 0 and void_seq = 0;
create index visit_at on visit (station, start_seq);
