-- Stages were free text; now they are four, and one version of a name at most is in production.
alter table model add column notes text not null default '';

update model set notes = 'Stage until now: ' || stage, stage = 'none'
  where lower(stage) not in ('none', 'staging', 'production', 'archived');
update model set stage = lower(stage);
update model older set stage = 'archived'
  where stage = 'production' and exists (
    select 1 from model newer
    where newer.name = older.name and newer.stage = 'production' and newer.version > older.version);

alter table model add constraint model_stage
  check (stage in ('none', 'staging', 'production', 'archived'));
create unique index model_in_production on model (name) where stage = 'production';
