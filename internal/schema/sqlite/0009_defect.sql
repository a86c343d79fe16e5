-- +goose Up

-- defect: what was found wrong, and what was decided.
create table defect (
	entry         integer not null,
	line          integer not null,
	object        text not null,
	code          text not null,
	position      text not null,
	text          text not null,
	quantity      text not null,
	operation     text not null,
	visit         integer not null,
	station       text not null,
	actor         text not null,
	occurred_at   integer not null,
	decision      text not null,
	decided       integer not null,
	decided_by    text not null,
	void_seq      integer not null,
	primary key (entry, line)
) strict, without rowid;
create index defect_object on defect (object, entry);
create index defect_decided on defect (decided) where decided <> 0;
