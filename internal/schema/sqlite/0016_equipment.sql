-- +goose Up

-- What a visit was made with, as JSON: codes of equipment, with the programs
-- that they ran. It takes the place of the one machine of a run.
alter table visit drop column program;
alter table visit drop column equipment;
alter table visit add column equipment text not null default '';
create index visit_equipment on visit (ended) where equipment <> '';
