-- +goose Up

-- station: what a station does now, and its states before that by which late
-- reports are judged, as JSON.
create table station (
	station         text collate "C" not null,
	state           text collate "C" not null,
	since           bigint not null,
	entry           bigint not null,
	reason          text collate "C" not null,
	note            text collate "C" not null,
	source          text collate "C" not null,
	actor           text collate "C" not null,
	earlier         text collate "C" not null,
	primary key (station)
);

-- station_state: each state that was told of a station. It lasts until the next.
create table station_state (
	entry           bigint not null,
	station         text collate "C" not null,
	state           text collate "C" not null,
	reason          text collate "C" not null,
	note            text collate "C" not null,
	source          text collate "C" not null,
	actor           text collate "C" not null,
	since           bigint not null,
	primary key (entry)
);
create index station_state_station on station_state (station, since, entry);

-- andon: calls for help. Roles are a text a line.
create table andon (
	id              text collate "C" not null,
	kind            text collate "C" not null,
	station         text collate "C" not null,
	position        text collate "C" not null,
	object          text collate "C" not null,
	note            text collate "C" not null,
	roles           text collate "C" not null,
	escalate_at     bigint not null,
	escalate_to     text collate "C" not null,
	raised          bigint not null,
	raised_at       bigint not null,
	raised_by       text collate "C" not null,
	acknowledged    bigint not null,
	acknowledged_at bigint not null,
	acknowledged_by text collate "C" not null,
	resolved        bigint not null,
	resolved_at     bigint not null,
	resolved_by     text collate "C" not null,
	resolution      text collate "C" not null,
	primary key (id)
);
create unique index andon_raised on andon (raised);
create index andon_open on andon (station) where resolved = 0;
