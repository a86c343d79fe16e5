-- +goose Up

-- run_out: changes of a bill of material that waited for the stock of a part, and
-- were made or turned back.
create table run_out (
	entry         integer not null,
	part          text not null,
	revision      text not null,
	stock         text not null,
	goes_to       text not null,
	done          integer not null,
	since         integer not null,
	at            integer not null,
	left_over     text not null,
	reason        text not null,
	actor         text not null,
	primary key (entry)
) strict, without rowid;
create index run_out_part on run_out (part);
create index run_out_stock on run_out (stock);
