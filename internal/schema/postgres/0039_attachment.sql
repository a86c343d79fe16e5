-- +goose Up

-- attachment: files that are kept beside the journal, by the SHA-256 of their bytes.
-- It is no view: it is not made from the journal. named says that an entry was
-- found to name the file, so that it is not looked at again.
create table attachment (
	sha256     text collate "C" not null,
	media_type text collate "C" not null,
	size       bigint not null,
	stored_at  bigint not null,
	actor      text collate "C" not null,
	named      bigint not null,
	erased     bigint not null,
	primary key (sha256)
);
create index attachment_unnamed on attachment (stored_at) where named = 0;

-- attachment_part: their bytes, in rows of at most 256 KiB.
create table attachment_part (
	sha256 text collate "C" not null,
	n      bigint not null,
	bytes  bytea not null,
	primary key (sha256, n)
);

-- attached: which entry names which file.
create table attached (
	entry  bigint not null,
	line   bigint not null,
	sha256 text collate "C" not null,
	primary key (entry, line)
);
create index attached_file on attached (sha256);
