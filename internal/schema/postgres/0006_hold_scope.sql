-- +goose Up

-- Holds know what they were placed on and whether they stand for what comes.
alter table hold add column possible text collate "C" not null default '';
alter table hold add column release_rule text collate "C" not null default '';
alter table hold add column scope text collate "C" not null default '';
alter table hold add column standing bigint not null default 0;
alter table held add column caught bigint not null default 0;

-- What was done, and by what, is asked for by scopes.
create index result_equipment on result (equipment, occurred_at) where equipment <> '';
create index object_order on object (work_order, id) where work_order <> '';
