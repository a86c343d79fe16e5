-- +goose Up

-- defect: what was found wrong, and what was decided.
create table defect (
	entry         bigint not null,
	line          bigint not null,
	object        text collate "C" not null,
	code          text collate "C" not null,
	position      text collate "C" not null,
	text          text collate "C" not null,
	quantity      text collate "C" not null,
	operation     text collate "C" not null,
	visit         bigint not null,
	station       text collate "C" not null,
	actor         text collate "C" not null,
	occurred_at   bigint not null,
	decision      text collate "C" not null,
	decided       bigint not null,
	decided_by    text collate "C" not null,
	void_seq      bigint not null,
	primary key (entry, line)
);
create index defect_object on defect (object, entry);
create index defect_decided on defect (decided) where decided <> 0;
