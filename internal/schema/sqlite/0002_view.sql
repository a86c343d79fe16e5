-- +goose Up

-- The views that decisions need. They are made from the journal and can be made
-- again from it; a change of a view is a migration and a rebuild.

-- view_state has one row for each view that keeps up with the journal.
create table view_state (
	name    text not null primary key,
	version integer not null,
	cursor  integer not null
) strict, without rowid;

-- object: one row for each object, as it is now.
create table object (
	id            text not null,
	kind          text not null,
	part          text not null,
	revision      text not null,
	name          text not null,
	maker         text not null,
	work_order    text not null,
	quantity      text not null,
	uom           text not null,
	known         integer not null,
	life          text not null,
	disposition   text not null,
	station       text not null,
	position      text not null,
	location      text not null,
	operation     text not null,
	visit         integer not null,
	parent        text not null,
	parent_kind   text not null,
	seen_at       integer not null,
	seen_seq      integer not null,
	created       integer not null,
	last          integer not null,
	primary key (id)
) strict, without rowid;
create index object_station on object (station, id) where life = 'open';
create index object_part on object (part, kind, id);
create index object_operation on object (operation, id) where operation <> '';

-- identifier: what an object is called.
create table identifier (
	object        text not null,
	scheme        text not null,
	issuer        text not null,
	value         text not null,
	known_from    integer not null,
	known_to      integer not null,
	valid_from    integer not null,
	valid_to      integer not null,
	primary key (object, scheme, issuer, value, known_from)
) strict, without rowid;
create index identifier_value on identifier (value);
create index identifier_entry on identifier (known_from);

-- edge: the acts of the genealogy, in versions.
create table edge (
	entry         integer not null,
	line          integer not null,
	known_from    integer not null,
	known_to      integer not null,
	parent        text not null,
	child         text not null,
	kind          text not null,
	quantity      text not null,
	uom           text not null,
	bom_line      text not null,
	position      text not null,
	operation     text not null,
	station       text not null,
	possible      text not null,
	occurred_from integer not null,
	occurred_to   integer not null,
	end_entry     integer not null,
	primary key (entry, line, known_from)
) strict, without rowid;
create index edge_parent on edge (parent);
create index edge_child on edge (child);
create index edge_end on edge (end_entry) where end_entry <> 0;
create index edge_same on edge (kind) where kind = 'same';

-- visit: passes of objects through operations.
create table visit (
	object        text not null,
	number        integer not null,
	operation     text not null,
	attempt       integer not null,
	station       text not null,
	position      text not null,
	started       integer not null,
	ended         integer not null,
	outcome       text not null,
	actor         text not null,
	start_seq     integer not null,
	end_seq       integer not null,
	void_seq      integer not null,
	primary key (object, number)
) strict, without rowid;
create index visit_open on visit (station) where ended = 0 and void_seq = 0;
create index visit_start on visit (start_seq);
create index visit_end on visit (end_seq) where end_seq <> 0;

-- result: measurements, inspections and tests.
create table result (
	entry         integer not null,
	line          integer not null,
	object        text not null,
	operation     text not null,
	characteristic text not null,
	visit         integer not null,
	station       text not null,
	position      text not null,
	value         text not null,
	text          text not null,
	uom           text not null,
	lower_limit   text not null,
	upper_limit   text not null,
	outcome       text not null,
	equipment     text not null,
	program       text not null,
	actor         text not null,
	occurred_at   integer not null,
	void_seq      integer not null,
	primary key (entry, line)
) strict, without rowid;
create index result_object on result (object, entry, line);
create index result_characteristic on result (characteristic, entry, line);

-- sighting: what each entry said of each object.
create table sighting (
	object        text not null,
	entry         integer not null,
	occurred_at   integer not null,
	biz_step      text not null,
	station       text not null,
	position      text not null,
	location      text not null,
	disposition   text not null,
	life          text not null,
	void_seq      integer not null,
	primary key (object, entry)
) strict, without rowid;
create index sighting_entry on sighting (entry);

-- movement: changes of quantities on hand.
create table movement (
	entry         integer not null,
	line          integer not null,
	object        text not null,
	delta         text not null,
	uom           text not null,
	biz_step      text not null,
	occurred_at   integer not null,
	primary key (entry, line)
) strict, without rowid;
create index movement_object on movement (object, entry, line);

-- hold: holds, and what they block.
create table hold (
	id            text not null,
	reason        text not null,
	owner         text not null,
	blocks        text not null,
	objects       integer not null,
	placed        integer not null,
	placed_at     integer not null,
	released      integer not null,
	released_at   integer not null,
	release_note  text not null,
	primary key (id)
) strict, without rowid;

-- held: objects in the scope of a hold.
create table held (
	hold          text not null,
	object        text not null,
	cleared       integer not null,
	primary key (hold, object)
) strict, without rowid;
create index held_object on held (object);

-- breach: rules that facts have broken.
create table breach (
	entry         integer not null,
	line          integer not null,
	rule          text not null,
	code          text not null,
	object        text not null,
	station       text not null,
	watched       integer not null,
	text          text not null,
	occurred_at   integer not null,
	primary key (entry, line)
) strict, without rowid;
create index breach_object on breach (object, entry);

-- answer: which entry answered a command.
create table answer (
	command       text not null,
	seq           integer not null,
	primary key (command)
) strict, without rowid;

-- plant_version: published versions of the plant definition.
create table plant_version (
	version       integer not null,
	seq           integer not null,
	definition    text not null,
	changes       text not null,
	actor         text not null,
	published_at  integer not null,
	primary key (version)
) strict, without rowid;
