-- +goose Up

-- calibration: how equipment was found and left, by when that was. Codes of
-- equipment are those of the plant definition.
create table calibration (
	entry         integer not null,
	equipment     text not null,
	object        text not null,
	made_at       integer not null,
	found         text not null,
	left_as       text not null,
	due           integer not null,
	certificate   text not null,
	lab           text not null,
	readings      text not null,
	actor         text not null,
	void_seq      integer not null,
	primary key (entry)
) strict, without rowid;
create index calibration_equipment on calibration (equipment, made_at);
