-- +goose Up

-- The run that a visit was a part of, with others.
alter table visit add column run text not null default '';
alter table visit add column equipment text not null default '';
alter table visit add column program text not null default '';
create index visit_run on visit (run) where run <> '' and void_seq = 0;
