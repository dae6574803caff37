-- One measured value of a job. The first one of a step stays: a replayed step measures the same.
create table metric_point (
  job_id uuid not null references job (id) on delete cascade,
  name   text not null,
  step   bigint not null,
  epoch  integer not null,
  at     timestamptz not null,
  value  double precision not null,
  primary key (job_id, name, step)
);
