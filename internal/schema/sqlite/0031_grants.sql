-- +goose Up

-- Of the token of a partner: queries of EPCIS events, one a line, of which it sees
-- what one of them asks for.
alter table token add column grants text not null default '';
