-- Which training rows a job has used: what contributions said, compared at the end of each epoch.
alter table job add column row_ledger jsonb;
