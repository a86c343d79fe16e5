-- +goose Up

-- work_order: what the plant was told to make, and by what its release froze.
create table work_order (
	number        text not null,
	part          text not null,
	revision      text not null,
	quantity      text not null,
	uom           text not null,
	due           integer not null,
	priority      integer not null,
	line          text not null,
	options       text not null,
	customer      text not null,
	sales         text not null,
	state         text not null,
	reason        text not null,
	created       integer not null,
	created_at    integer not null,
	released      integer not null,
	released_at   integer not null,
	closed        integer not null,
	closed_at     integer not null,
	pins          text not null,
	primary key (number)
) strict, without rowid;
create index work_order_open on work_order (number) where state <> 'closed';

-- order_count: how much was made of a part for a work order.
create table order_count (
	work_order    text not null,
	part          text not null,
	made          text not null,
	scrapped      text not null,
	begun         integer not null,
	primary key (work_order, part)
) strict, without rowid;

-- A quantity is made for a work order, or scrapped of it.
alter table movement add column work_order text not null default '';
