-- Which blobs are the rows of a version, in order. Equal blobs are stored once: a blob keeps the name of the version
-- that wrote it first, and lives as long as any version has it.
create table dataset_piece (
  dataset_id      text not null references dataset on delete cascade deferrable initially deferred,
  ordinal         int not null,
  blob_dataset_id text not null,
  blob_ordinal    int not null,
  primary key (dataset_id, ordinal),
  foreign key (blob_dataset_id, blob_ordinal) references dataset_blob (dataset_id, ordinal)
);

insert into dataset_piece select dataset_id, ordinal, dataset_id, ordinal from dataset_blob;

create index dataset_piece_blob on dataset_piece (blob_dataset_id, blob_ordinal);
create index dataset_blob_sha256 on dataset_blob (sha256);
alter table dataset_blob drop constraint dataset_blob_dataset_id_fkey;
