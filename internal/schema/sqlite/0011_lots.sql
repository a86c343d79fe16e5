-- +goose Up

-- What a visit of a lot did, and why a quantity was booked.
alter table visit add column quantity_in text not null default '';
alter table visit add column good text not null default '';
alter table visit add column scrap text not null default '';
alter table visit add column rework text not null default '';
alter table movement add column reason text not null default '';
