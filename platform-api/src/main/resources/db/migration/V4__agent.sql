create table agent (
  id text primary key,
  name text not null,
  instance text not null unique,
  state text not null,
  backend text not null,
  kernel_type text not null,
  gflops double precision not null,
  processors integer not null,
  memory_bytes bigint not null,
  host text not null,
  version text not null,
  enrolled_at timestamptz not null,
  last_heartbeat_at timestamptz not null
);
create index agent_state on agent (state);

-- The fencing number of a job's coordinator and assignment, and the kernel type its gradients are computed on.
create table job_generation (
  job_id uuid primary key,
  generation bigint not null,
  kernel_type text
);

create table assignment (
  job_id uuid not null,
  partition integer not null,
  agent_id text not null references agent (id),
  generation bigint not null,
  primary key (job_id, partition)
);
create index assignment_agent on assignment (agent_id);

-- A partition's rows, as pieces in the order of the data set; one download is all pieces, framed.
create table partition_data (
  job_id uuid not null,
  partition integer not null,
  train_rows integer not null,
  holdout_rows integer not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (job_id, partition)
);
create table partition_piece (
  job_id uuid not null,
  partition integer not null,
  piece integer not null,
  content bytea not null,
  primary key (job_id, partition, piece)
);
alter table partition_piece alter column content set storage external;
