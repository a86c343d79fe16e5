-- +goose Up

-- attachment: files that are kept beside the journal, by the SHA-256 of their bytes.
-- It is no view: it is not made from the journal. named says that an entry was
-- found to name the file, so that it is not looked at again.
create table attachment (
	sha256     text not null,
	media_type text not null,
	size       integer not null,
	stored_at  integer not null,
	actor      text not null,
	named      integer not null,
	erased     integer not null,
	primary key (sha256)
) strict, without rowid;
create index attachment_unnamed on attachment (stored_at) where named = 0;

-- attachment_part: their bytes, in rows of at most 256 KiB.
create table attachment_part (
	sha256 text not null,
	n      integer not null,
	bytes  blob not null,
	primary key (sha256, n)
) strict;

-- attached: which entry names which file.
create table attached (
	entry  integer not null,
	line   integer not null,
	sha256 text not null,
	primary key (entry, line)
) strict, without rowid;
create index attached_file on attached (sha256);
