-- +goose Up

-- run_out: changes of a bill of material that waited for the stock of a part, and
-- were made or turned back.
create table run_out (
	entry         bigint not null,
	part          text collate "C" not null,
	revision      text collate "C" not null,
	stock         text collate "C" not null,
	goes_to       text collate "C" not null,
	done          bigint not null,
	since         bigint not null,
	at            bigint not null,
	left_over     text collate "C" not null,
	reason        text collate "C" not null,
	actor         text collate "C" not null,
	primary key (entry)
);
create index run_out_part on run_out (part);
create index run_out_stock on run_out (stock);
