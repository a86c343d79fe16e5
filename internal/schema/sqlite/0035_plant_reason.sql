-- +goose Up

-- Why a version of the plant definition was published.
alter table plant_version add column reason text not null default '';
