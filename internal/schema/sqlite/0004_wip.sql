-- +goose Up

-- Work in progress is a few hundred objects among all that were ever made.
create index object_wip on object (station, operation, part) where life = 'open' and visit > 0 and parent = '';
