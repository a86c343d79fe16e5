-- +goose Up

-- What a visit of a lot did, and why a quantity was booked.
alter table visit add column quantity_in text collate "C" not null default '';
alter table visit add column good text collate "C" not null default '';
alter table visit add column scrap text collate "C" not null default '';
alter table visit add column rework text collate "C" not null default '';
alter table movement add column reason text collate "C" not null default '';
