-- +goose Up

-- exposure: acts that change the life of material.
create table exposure (
	entry         integer not null,
	line          integer not null,
	object        text not null,
	act           text not null,
	at            integer not null,
	until         integer not null,
	void_seq      integer not null,
	primary key (entry, line)
) strict, without rowid;
create index exposure_object on exposure (object);
create index edge_split on edge (child) where kind = 'split';
