-- +goose Up

-- named_query: EPCIS queries that are kept under a name.
create table named_query (
	name     text not null,
	query    text not null,
	actor    text not null,
	named    integer not null,
	named_at integer not null,
	dropped  integer not null,
	primary key (name)
) strict, without rowid;

-- subscription: who has what a query finds sent where.
create table subscription (
	id              text not null,
	query           text not null,
	dest            text not null,
	schedule        text not null,
	report_if_empty integer not null,
	since           integer not null,
	format          text not null,
	signed          integer not null,
	actor           text not null,
	began           integer not null,
	began_at        integer not null,
	ended           integer not null,
	primary key (id)
) strict, without rowid;
create index subscription_standing on subscription (query, began) where ended = 0;

-- subscription_state: how far each has been sent, and the secret that signs it. It is
-- no view: it is not made from the journal.
create table subscription_state (
	subscription text not null,
	secret       text not null,
	created_at   integer not null,
	state        blob not null,
	primary key (subscription)
) strict, without rowid;
