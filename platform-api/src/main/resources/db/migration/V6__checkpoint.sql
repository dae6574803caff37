create table checkpoint (
  job_id uuid not null,
  step bigint not null,
  epoch integer not null,
  ledger_offset bigint not null,
  parameters_digest text not null,
  metrics jsonb not null,
  state_bytes bigint not null,
  state_digest text not null,
  pinned boolean not null default false,
  created_at timestamptz not null,
  primary key (job_id, step)
);

-- Pieces keep single values far below PostgreSQL's limit of 1 GB and make ranges cheap.
create table checkpoint_piece (
  job_id uuid not null,
  step bigint not null,
  piece integer not null,
  content bytea not null,
  primary key (job_id, step, piece),
  foreign key (job_id, step) references checkpoint on delete cascade
);

-- Parameters do not compress; trying costs time at every checkpoint.
alter table checkpoint_piece alter column content set storage external;
