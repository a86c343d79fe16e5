-- +goose Up

-- What was worked on when a rule was broken, and its part.
alter table breach add column on_object text collate "C" not null default '';
alter table breach add column part text collate "C" not null default '';
create index breach_occurred on breach (occurred_at);
create index breach_on_object on breach (on_object, entry);
