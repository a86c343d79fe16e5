-- +goose Up

-- Who has reported a captured event: a partner declares wrong only what is its own.
alter table answer add column actor text not null default '';
