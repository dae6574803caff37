-- Files that stay at agents: each is one partition of the version's jobs. The rows themselves are nowhere in here.
create table edge_file (
  dataset_id     text not null references dataset on delete cascade,
  partition      int not null,
  agent_name     text not null,
  digest         text not null,
  format         text not null,
  row_count      bigint not null,
  rejected_count bigint not null,
  statistics     text,
  primary key (dataset_id, partition)
);

create index edge_file_digest on edge_file (digest);

-- Which files each agent has now.
create table agent_file (
  agent_id text not null references agent on delete cascade,
  digest   text not null,
  primary key (agent_id, digest)
);

create index agent_file_digest on agent_file (digest);

-- What agents summed over their training rows for one job, until its plan is made.
create table fit_sums (
  job_id    uuid not null references job on delete cascade,
  partition int not null,
  sums      text not null,
  primary key (job_id, partition)
);
