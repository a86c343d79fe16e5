-- +goose Up

-- station: what a station does now, and its states before that by which late
-- reports are judged, as JSON.
create table station (
	station         text not null,
	state           text not null,
	since           integer not null,
	entry           integer not null,
	reason          text not null,
	note            text not null,
	source          text not null,
	actor           text not null,
	earlier         text not null,
	primary key (station)
) strict, without rowid;

-- station_state: each state that was told of a station. It lasts until the next.
create table station_state (
	entry           integer not null,
	station         text not null,
	state           text not null,
	reason          text not null,
	note            text not null,
	source          text not null,
	actor           text not null,
	since           integer not null,
	primary key (entry)
) strict, without rowid;
create index station_state_station on station_state (station, since, entry);

-- andon: calls for help. Roles are a text a line.
create table andon (
	id              text not null,
	kind            text not null,
	station         text not null,
	position        text not null,
	object          text not null,
	note            text not null,
	roles           text not null,
	escalate_at     integer not null,
	escalate_to     text not null,
	raised          integer not null,
	raised_at       integer not null,
	raised_by       text not null,
	acknowledged    integer not null,
	acknowledged_at integer not null,
	acknowledged_by text not null,
	resolved        integer not null,
	resolved_at     integer not null,
	resolved_by     text not null,
	resolution      text not null,
	primary key (id)
) strict, without rowid;
create unique index andon_raised on andon (raised);
create index andon_open on andon (station) where resolved = 0;
