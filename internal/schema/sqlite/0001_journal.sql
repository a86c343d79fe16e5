-- +goose Up

-- head has one row. Every write locks it first, so its sequence is dense.
create table head (
	id               integer not null primary key check (id = 1),
	next_seq         integer not null,
	origin           text not null,
	store_id         text not null,
	epoch            integer not null,
	last_recorded_at integer not null,
	checkpoint       text not null,
	lease_term       integer not null,
	lease_holder     text not null,
	lease_until      integer not null
) strict;

insert into head
	(id, next_seq, origin, store_id, epoch, last_recorded_at, checkpoint, lease_term, lease_holder, lease_until)
values
	(1, 0, '', '', 0, 0, '', 0, '', 0);

create table entry (
	seq         integer not null primary key,
	recorded_at integer not null,
	kind        text not null,
	occurred_at integer not null,
	station     text not null,
	command     text not null,
	envelope    blob not null,
	body_hash   blob not null,
	salt        blob not null,
	links_root  blob not null,
	leaf        blob not null
) strict;

create index entry_control on entry (seq) where kind in ('store', 'key', 'epoch', 'erasure');

create table body (
	seq   integer not null primary key,
	salt  blob,
	bytes blob
) strict;

create table link (
	object text not null,
	n      integer not null,
	seq    integer not null,
	pos    integer not null,
	primary key (object, n)
) strict, without rowid;

create index link_seq on link (seq, pos);

create table chain (
	object text not null primary key,
	n      integer not null,
	leaf   blob not null
) strict, without rowid;

create table tile (
	level integer not null,
	n     integer not null,
	bytes blob not null,
	primary key (level, n)
) strict;

-- +goose StatementBegin
create trigger entry_update before update on entry begin
	select raise(abort, 'an entry of the journal is never changed');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger entry_delete before delete on entry begin
	select raise(abort, 'an entry of the journal is never deleted');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger link_update before update on link begin
	select raise(abort, 'a link of the journal is never changed');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger link_delete before delete on link begin
	select raise(abort, 'a link of the journal is never deleted');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger body_update before update on body
when new.seq is not old.seq or new.salt is not null or new.bytes is not null begin
	select raise(abort, 'a body of the journal is never changed, only erased');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger body_delete before delete on body begin
	select raise(abort, 'a body of the journal is never deleted, only erased');
end;
-- +goose StatementEnd
