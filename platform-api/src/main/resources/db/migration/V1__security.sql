create table platform_user (
  username text primary key,
  password_hash text not null,
  role text not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
  created_at timestamptz not null
);

-- Tokens are stored as SHA-256 only: they are 256 random bits, so a slow hash adds nothing.
create table session (
  token_hash bytea primary key,
  username text not null references platform_user on delete cascade,
  created_at timestamptz not null,
  extended_at timestamptz not null,
  expires_at timestamptz not null
);

create index session_by_username on session (username);

create table api_token (
  id uuid primary key,
  token_hash bytea not null unique,
  username text not null references platform_user on delete cascade,
  name text not null,
  role text not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN', 'AGENT')),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

create index api_token_by_username on api_token (username);

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  ip text not null,
  action text not null,
  object text not null,
  outcome text not null check (outcome in ('SUCCEEDED', 'REFUSED'))
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only';
end
$$;

create trigger audit_event_is_append_only
  before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();
