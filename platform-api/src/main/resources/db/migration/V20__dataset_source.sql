-- Where a version's newest rows were read, as JSON; null where they were uploaded.
alter table dataset add column source text;
