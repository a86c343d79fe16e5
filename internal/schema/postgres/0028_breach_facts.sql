-- +goose Up

-- A breach of a cause that lasts, such as a gauge out of calibration, has a row
-- for each fact. head is the entry of the first one, which counts them.
alter table breach add column cause text collate "C" not null default '';
alter table breach add column head bigint not null default 0;
alter table breach add column fact bigint not null default 0;
alter table breach add column facts bigint not null default 1;
alter table breach add column last_entry bigint not null default 0;
alter table breach add column last_at bigint not null default 0;
update breach set head = entry, last_entry = entry, last_at = occurred_at;
create index breach_head on breach (head, entry);
create index breach_cause on breach (cause) where cause <> '' and closed = 0;
