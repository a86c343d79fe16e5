-- +goose Up

-- capture_job: documents of partners that are, or were, taken in. It is no view:
-- it is not made from the journal.
create table capture_job (
	number      integer not null,
	id          text not null,
	created_at  integer not null,
	finished_at integer not null,
	sender      blob not null,
	behaviour   text not null,
	events      integer not null,
	next        integer not null,
	done        integer not null,
	errors      blob not null,
	primary key (number)
) strict;
create unique index capture_job_id on capture_job (id);
create index capture_job_running on capture_job (number) where finished_at = 0;

-- capture_event: their events that are still to be recorded.
create table capture_event (
	job   text not null,
	n     integer not null,
	event blob not null,
	primary key (job, n)
) strict;
