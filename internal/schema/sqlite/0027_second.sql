-- +goose Up

-- The second quantity that is kept beside the first (catch weight).
alter table object add column second text not null default '';
alter table object add column second_uom text not null default '';
alter table movement add column second text not null default '';
