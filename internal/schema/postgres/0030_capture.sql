-- +goose Up

-- capture_job: documents of partners that are, or were, taken in. It is no view:
-- it is not made from the journal.
create table capture_job (
	number      bigint not null,
	id          text collate "C" not null,
	created_at  bigint not null,
	finished_at bigint not null,
	sender      bytea not null,
	behaviour   text collate "C" not null,
	events      bigint not null,
	next        bigint not null,
	done        bigint not null,
	errors      bytea not null,
	primary key (number)
);
create unique index capture_job_id on capture_job (id);
create index capture_job_running on capture_job (number) where finished_at = 0;

-- capture_event: their events that are still to be recorded.
create table capture_event (
	job   text collate "C" not null,
	n     bigint not null,
	event bytea not null,
	primary key (job, n)
);
