-- +goose Up

-- exposure: acts that change the life of material.
create table exposure (
	entry         bigint not null,
	line          bigint not null,
	object        text collate "C" not null,
	act           text collate "C" not null,
	at            bigint not null,
	until         bigint not null,
	void_seq      bigint not null,
	primary key (entry, line)
);
create index exposure_object on exposure (object);
create index edge_split on edge (child) where kind = 'split';
