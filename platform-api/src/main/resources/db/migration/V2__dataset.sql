-- A data set version. Never changed after it is written.
create table dataset (
  id             text primary key,
  ordinal        bigint generated always as identity unique,
  name           text not null,
  version        int not null,
  format         text not null,
  row_count      bigint not null,
  rejected_count bigint not null,
  byte_count     bigint not null,
  columns        text not null,
  profile        text not null,
  digest         text not null,
  source_digest  text not null,
  created_at     timestamptz not null,
  created_by     text not null,
  unique (name, version)
);

-- Consecutive rows of a version as one Arrow IPC stream. Written before the version's own row, in the same transaction.
create table dataset_blob (
  dataset_id text not null references dataset on delete cascade deferrable initially deferred,
  ordinal    int not null,
  row_count  int not null,
  sha256     bytea not null,
  content    bytea not null,
  primary key (dataset_id, ordinal)
);

-- The streams are compressed already.
alter table dataset_blob alter column content set storage external;

-- Rows of the uploaded file that could not be stored: the first ones of each version.
create table rejected_row (
  dataset_id text not null references dataset on delete cascade,
  ordinal    int not null,
  line       bigint not null,
  reason     text not null,
  beginning  text not null,
  primary key (dataset_id, ordinal)
);

-- Which version an upload made, for clients that ask again.
create table dataset_upload_key (
  created_by      text not null,
  idempotency_key text not null,
  dataset_id      text not null references dataset on delete cascade,
  primary key (created_by, idempotency_key)
);

create index dataset_upload_key_dataset on dataset_upload_key (dataset_id);
