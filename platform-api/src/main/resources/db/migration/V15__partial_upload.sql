-- Files that arrive in several requests. Their bytes lie on a control plane's disk; how many there are, the file says.
create table partial_upload (
  id          text primary key,
  owner       text not null,
  file_name   text not null,
  -- What the client says to know the file again.
  fingerprint text not null,
  byte_count  bigint not null,
  expires_at  timestamptz not null
);
