-- +goose Up

-- work_order: what the plant was told to make, and by what its release froze.
create table work_order (
	number        text collate "C" not null,
	part          text collate "C" not null,
	revision      text collate "C" not null,
	quantity      text collate "C" not null,
	uom           text collate "C" not null,
	due           bigint not null,
	priority      bigint not null,
	line          text collate "C" not null,
	options       text collate "C" not null,
	customer      text collate "C" not null,
	sales         text collate "C" not null,
	state         text collate "C" not null,
	reason        text collate "C" not null,
	created       bigint not null,
	created_at    bigint not null,
	released      bigint not null,
	released_at   bigint not null,
	closed        bigint not null,
	closed_at     bigint not null,
	pins          text collate "C" not null,
	primary key (number)
);
create index work_order_open on work_order (number) where state <> 'closed';

-- order_count: how much was made of a part for a work order.
create table order_count (
	work_order    text collate "C" not null,
	part          text collate "C" not null,
	made          text collate "C" not null,
	scrapped      text collate "C" not null,
	begun         bigint not null,
	primary key (work_order, part)
);

-- A quantity is made for a work order, or scrapped of it.
alter table movement add column work_order text collate "C" not null default '';
