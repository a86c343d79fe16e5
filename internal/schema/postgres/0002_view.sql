-- +goose Up

-- The views that decisions need. They are made from the journal and can be made
-- again from it; a change of a view is a migration and a rebuild.

-- view_state has one row for each view that keeps up with the journal.
create table view_state (
	name    text collate "C" not null primary key,
	version bigint not null,
	cursor  bigint not null
);

-- object: one row for each object, as it is now.
create table object (
	id            text collate "C" not null,
	kind          text collate "C" not null,
	part          text collate "C" not null,
	revision      text collate "C" not null,
	name          text collate "C" not null,
	maker         text collate "C" not null,
	work_order    text collate "C" not null,
	quantity      text collate "C" not null,
	uom           text collate "C" not null,
	known         bigint not null,
	life          text collate "C" not null,
	disposition   text collate "C" not null,
	station       text collate "C" not null,
	position      text collate "C" not null,
	location      text collate "C" not null,
	operation     text collate "C" not null,
	visit         bigint not null,
	parent        text collate "C" not null,
	parent_kind   text collate "C" not null,
	seen_at       bigint not null,
	seen_seq      bigint not null,
	created       bigint not null,
	last          bigint not null,
	primary key (id)
);
create index object_station on object (station, id) where life = 'open';
create index object_part on object (part, kind, id);
create index object_operation on object (operation, id) where operation <> '';

-- identifier: what an object is called.
create table identifier (
	object        text collate "C" not null,
	scheme        text collate "C" not null,
	issuer        text collate "C" not null,
	value         text collate "C" not null,
	known_from    bigint not null,
	known_to      bigint not null,
	valid_from    bigint not null,
	valid_to      bigint not null,
	primary key (object, scheme, issuer, value, known_from)
);
create index identifier_value on identifier (value);
create index identifier_entry on identifier (known_from);

-- edge: the acts of the genealogy, in versions.
create table edge (
	entry         bigint not null,
	line          bigint not null,
	known_from    bigint not null,
	known_to      bigint not null,
	parent        text collate "C" not null,
	child         text collate "C" not null,
	kind          text collate "C" not null,
	quantity      text collate "C" not null,
	uom           text collate "C" not null,
	bom_line      text collate "C" not null,
	position      text collate "C" not null,
	operation     text collate "C" not null,
	station       text collate "C" not null,
	possible      text collate "C" not null,
	occurred_from bigint not null,
	occurred_to   bigint not null,
	end_entry     bigint not null,
	primary key (entry, line, known_from)
);
create index edge_parent on edge (parent);
create index edge_child on edge (child);
create index edge_end on edge (end_entry) where end_entry <> 0;
create index edge_same on edge (kind) where kind = 'same';

-- visit: passes of objects through operations.
create table visit (
	object        text collate "C" not null,
	number        bigint not null,
	operation     text collate "C" not null,
	attempt       bigint not null,
	station       text collate "C" not null,
	position      text collate "C" not null,
	started       bigint not null,
	ended         bigint not null,
	outcome       text collate "C" not null,
	actor         text collate "C" not null,
	start_seq     bigint not null,
	end_seq       bigint not null,
	void_seq      bigint not null,
	primary key (object, number)
);
create index visit_open on visit (station) where ended = 0 and void_seq = 0;
create index visit_start on visit (start_seq);
create index visit_end on visit (end_seq) where end_seq <> 0;

-- result: measurements, inspections and tests.
create table result (
	entry         bigint not null,
	line          bigint not null,
	object        text collate "C" not null,
	operation     text collate "C" not null,
	characteristic text collate "C" not null,
	visit         bigint not null,
	station       text collate "C" not null,
	position      text collate "C" not null,
	value         text collate "C" not null,
	text          text collate "C" not null,
	uom           text collate "C" not null,
	lower_limit   text collate "C" not null,
	upper_limit   text collate "C" not null,
	outcome       text collate "C" not null,
	equipment     text collate "C" not null,
	program       text collate "C" not null,
	actor         text collate "C" not null,
	occurred_at   bigint not null,
	void_seq      bigint not null,
	primary key (entry, line)
);
create index result_object on result (object, entry, line);
create index result_characteristic on result (characteristic, entry, line);

-- sighting: what each entry said of each object.
create table sighting (
	object        text collate "C" not null,
	entry         bigint not null,
	occurred_at   bigint not null,
	biz_step      text collate "C" not null,
	station       text collate "C" not null,
	position      text collate "C" not null,
	location      text collate "C" not null,
	disposition   text collate "C" not null,
	life          text collate "C" not null,
	void_seq      bigint not null,
	primary key (object, entry)
);
create index sighting_entry on sighting (entry);

-- movement: changes of quantities on hand.
create table movement (
	entry         bigint not null,
	line          bigint not null,
	object        text collate "C" not null,
	delta         text collate "C" not null,
	uom           text collate "C" not null,
	biz_step      text collate "C" not null,
	occurred_at   bigint not null,
	primary key (entry, line)
);
create index movement_object on movement (object, entry, line);

-- hold: holds, and what they block.
create table hold (
	id            text collate "C" not null,
	reason        text collate "C" not null,
	owner         text collate "C" not null,
	blocks        text collate "C" not null,
	objects       bigint not null,
	placed        bigint not null,
	placed_at     bigint not null,
	released      bigint not null,
	released_at   bigint not null,
	release_note  text collate "C" not null,
	primary key (id)
);

-- held: objects in the scope of a hold.
create table held (
	hold          text collate "C" not null,
	object        text collate "C" not null,
	cleared       bigint not null,
	primary key (hold, object)
);
create index held_object on held (object);

-- breach: rules that facts have broken.
create table breach (
	entry         bigint not null,
	line          bigint not null,
	rule          text collate "C" not null,
	code          text collate "C" not null,
	object        text collate "C" not null,
	station       text collate "C" not null,
	watched       bigint not null,
	text          text collate "C" not null,
	occurred_at   bigint not null,
	primary key (entry, line)
);
create index breach_object on breach (object, entry);

-- answer: which entry answered a command.
create table answer (
	command       text collate "C" not null,
	seq           bigint not null,
	primary key (command)
);

-- plant_version: published versions of the plant definition.
create table plant_version (
	version       bigint not null,
	seq           bigint not null,
	definition    text collate "C" not null,
	changes       text collate "C" not null,
	actor         text collate "C" not null,
	published_at  bigint not null,
	primary key (version)
);
