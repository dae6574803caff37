-- Where an agent is, and whether it may sum what the agents there contribute.
alter table agent add column site text;
alter table agent add column relay boolean not null default false;
