-- One row per training request. The list reads the narrow columns only; spec, plan and reason are stored out of line.
create table job (
  id                 uuid primary key,
  name               text not null,
  spec               jsonb not null,
  dataset            text not null,
  dataset_id         text not null,
  task               text not null,
  model              text not null,
  state              text not null,
  reason_code        text,
  reason             jsonb,
  priority           integer not null,
  created_at         timestamptz not null,
  created_by         text not null,
  started_at         timestamptz,
  finished_at        timestamptz,
  fork_job           uuid,
  fork_step          bigint,
  version            bigint not null,
  -- Written by others than the entity: the computation, the summary of the run, the history's counter.
  plan               jsonb,
  step               bigint not null default 0,
  total_steps        bigint not null default 0,
  epoch              integer not null default 0,
  total_epochs       integer not null default 0,
  steps_per_second   double precision not null default 0,
  samples_per_second double precision not null default 0,
  metrics            jsonb not null default '{}',
  train_metrics      jsonb not null default '{}',
  parameters_digest  text,
  history_sequence   bigint not null default 0
);

create index job_newest on job (created_at desc, id desc);
create index job_newest_of_state on job (state, created_at desc, id desc);
create index job_dataset on job (dataset_id);

create table job_history (
  job_id   uuid not null references job (id) on delete cascade,
  sequence bigint not null,
  kind     text not null,
  at       timestamptz not null,
  text     text not null,
  content  jsonb not null,
  primary key (job_id, sequence)
);

-- A repeated submission with the same key is answered with the job of the first.
create table job_idempotency (
  created_by      text not null,
  idempotency_key text not null,
  body_digest     text not null,
  job_id          uuid not null references job (id) on delete cascade,
  created_at      timestamptz not null,
  primary key (created_by, idempotency_key)
);
