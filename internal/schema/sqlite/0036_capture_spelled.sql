-- +goose Up

-- How the words of an event's vocabulary came that are no web URIs, parted by
-- spaces; and how many events of a job had been recorded before it.
alter table capture_event add column spellings text not null default '';
alter table capture_job add column known integer not null default 0;
