-- +goose Up

-- print_job: each label that was to be printed, and what became of it.
create table print_job (
	id            text not null,
	label         text not null,
	object        text not null,
	work_order    text not null,
	place         text not null,
	printer       text not null,
	copies        integer not null,
	fields        text not null,
	verify        integer not null,
	event         text not null,
	again         text not null,
	reason        text not null,
	station       text not null,
	actor         text not null,
	state         text not null,
	problem       text not null,
	tries         integer not null,
	contents      text not null,
	digest        text not null,
	queued        integer not null,
	queued_at     integer not null,
	changed       integer not null,
	changed_at    integer not null,
	primary key (id)
) strict, without rowid;
create index print_job_object on print_job (object) where object <> '';
create index print_job_due on print_job (state, printer, queued);
create index print_job_queued on print_job (queued);
