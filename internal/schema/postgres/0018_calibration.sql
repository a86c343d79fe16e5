-- +goose Up

-- calibration: how equipment was found and left, by when that was. Codes of
-- equipment are those of the plant definition.
create table calibration (
	entry         bigint not null,
	equipment     text collate "C" not null,
	object        text collate "C" not null,
	made_at       bigint not null,
	found         text collate "C" not null,
	left_as       text collate "C" not null,
	due           bigint not null,
	certificate   text collate "C" not null,
	lab           text collate "C" not null,
	readings      text collate "C" not null,
	actor         text collate "C" not null,
	void_seq      bigint not null,
	primary key (entry)
);
create index calibration_equipment on calibration (equipment, made_at);
