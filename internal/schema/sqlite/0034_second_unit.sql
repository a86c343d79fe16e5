-- +goose Up

-- The unit of a movement's second quantity: a correction gives both back.
alter table movement add column second_uom text not null default '';
