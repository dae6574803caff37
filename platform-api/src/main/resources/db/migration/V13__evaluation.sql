-- What the last evaluation of a job showed beside its metrics: confusion matrix, curves, bins.
create table job_evaluation (
  job_id  uuid primary key references job (id) on delete cascade,
  step    bigint not null,
  content jsonb not null
);
