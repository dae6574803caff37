-- What a job measured of itself, the newest only: bounded sums and the last few steps.
create table job_measurement (
  job_id  uuid primary key references job (id) on delete cascade,
  at      timestamptz not null,
  content jsonb not null
);
