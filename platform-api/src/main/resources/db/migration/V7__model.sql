-- A model keeps its own copy of plan and parameters, so that its job and checkpoints may go.
create table model (
  id uuid primary key,
  name text not null,
  version integer not null,
  stage text not null,
  job_id uuid not null,
  job_name text not null,
  step bigint not null,
  -- Text, not jsonb: the download gives these bytes back as they are.
  plan text not null,
  provenance text not null,
  metrics text not null,
  parameters_digest text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (name, version)
);

create index model_by_age on model (created_at desc, id desc);

create table model_parameters (
  model_id uuid primary key references model on delete cascade,
  content bytea not null
);

alter table model_parameters alter column content set storage external;
