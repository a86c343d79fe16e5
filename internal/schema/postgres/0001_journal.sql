-- +goose Up

-- head has one row. Every write locks it first, so its sequence is dense.
create table head (
	id               bigint not null primary key check (id = 1),
	next_seq         bigint not null,
	origin           text collate "C" not null,
	store_id         text collate "C" not null,
	epoch            bigint not null,
	last_recorded_at bigint not null,
	checkpoint       text collate "C" not null,
	lease_term       bigint not null,
	lease_holder     text collate "C" not null,
	lease_until      bigint not null
) with (fillfactor = 50);

insert into head
	(id, next_seq, origin, store_id, epoch, last_recorded_at, checkpoint, lease_term, lease_holder, lease_until)
values
	(1, 0, '', '', 0, 0, '', 0, '', 0);

create table entry (
	seq         bigint not null primary key,
	recorded_at bigint not null,
	kind        text collate "C" not null,
	occurred_at bigint not null,
	station     text collate "C" not null,
	command     text collate "C" not null,
	envelope    bytea not null,
	body_hash   bytea not null,
	salt        bytea not null,
	links_root  bytea not null,
	leaf        bytea not null
);

create index entry_control on entry (seq) where kind in ('store', 'key', 'epoch', 'erasure');

create table body (
	seq   bigint not null primary key,
	salt  bytea,
	bytes bytea
);

create table link (
	object text collate "C" not null,
	n      bigint not null,
	seq    bigint not null,
	pos    bigint not null,
	primary key (object, n)
);

create index link_seq on link (seq, pos);

create table chain (
	object text collate "C" not null primary key,
	n      bigint not null,
	leaf   bytea not null
) with (fillfactor = 80);

create table tile (
	level bigint not null,
	n     bigint not null,
	bytes bytea not null,
	primary key (level, n)
);

-- Hashes do not compress.
alter table tile alter column bytes set storage external;

-- +goose StatementBegin
create function journal_refuse() returns trigger language plpgsql as $$
begin
	raise exception 'a row of the journal''s table % is never changed or deleted', tg_table_name
		using errcode = 'integrity_constraint_violation';
end
$$;
-- +goose StatementEnd

create trigger entry_update before update on entry for each row execute function journal_refuse();
create trigger entry_delete before delete on entry for each row execute function journal_refuse();
create trigger entry_truncate before truncate on entry execute function journal_refuse();
create trigger link_update before update on link for each row execute function journal_refuse();
create trigger link_delete before delete on link for each row execute function journal_refuse();
create trigger link_truncate before truncate on link execute function journal_refuse();
create trigger body_update before update on body for each row
	when (new.seq is distinct from old.seq or new.salt is not null or new.bytes is not null)
	execute function journal_refuse();
create trigger body_delete before delete on body for each row execute function journal_refuse();
create trigger body_truncate before truncate on body execute function journal_refuse();
