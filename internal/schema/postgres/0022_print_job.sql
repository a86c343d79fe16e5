-- +goose Up

-- print_job: each label that was to be printed, and what became of it.
create table print_job (
	id            text collate "C" not null,
	label         text collate "C" not null,
	object        text collate "C" not null,
	work_order    text collate "C" not null,
	place         text collate "C" not null,
	printer       text collate "C" not null,
	copies        bigint not null,
	fields        text collate "C" not null,
	verify        bigint not null,
	event         text collate "C" not null,
	again         text collate "C" not null,
	reason        text collate "C" not null,
	station       text collate "C" not null,
	actor         text collate "C" not null,
	state         text collate "C" not null,
	problem       text collate "C" not null,
	tries         bigint not null,
	contents      text collate "C" not null,
	digest        text collate "C" not null,
	queued        bigint not null,
	queued_at     bigint not null,
	changed       bigint not null,
	changed_at    bigint not null,
	primary key (id)
);
create index print_job_object on print_job (object) where object <> '';
create index print_job_due on print_job (state, printer, queued);
create index print_job_queued on print_job (queued);
