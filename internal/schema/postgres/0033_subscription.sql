-- +goose Up

-- named_query: EPCIS queries that are kept under a name.
create table named_query (
	name     text collate "C" not null,
	query    text collate "C" not null,
	actor    text collate "C" not null,
	named    bigint not null,
	named_at bigint not null,
	dropped  bigint not null,
	primary key (name)
);

-- subscription: who has what a query finds sent where.
create table subscription (
	id              text collate "C" not null,
	query           text collate "C" not null,
	dest            text collate "C" not null,
	schedule        text collate "C" not null,
	report_if_empty bigint not null,
	since           bigint not null,
	format          text collate "C" not null,
	signed          bigint not null,
	actor           text collate "C" not null,
	began           bigint not null,
	began_at        bigint not null,
	ended           bigint not null,
	primary key (id)
);
create index subscription_standing on subscription (query, began) where ended = 0;

-- subscription_state: how far each has been sent, and the secret that signs it. It is
-- no view: it is not made from the journal.
create table subscription_state (
	subscription text collate "C" not null,
	secret       text collate "C" not null,
	created_at   bigint not null,
	state        bytea not null,
	primary key (subscription)
);
