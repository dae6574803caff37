-- Jobs that differ in nothing but which of the same folds they keep out.
create table cross_validation_fold (
  cross_validation uuid not null,
  fold             integer not null,
  job_id           uuid not null unique references job (id) on delete cascade,
  primary key (cross_validation, fold)
);
