-- The Parquet files beside this script, written by DuckDB 1.5: duckdb < make_fixtures.sql
-- values.parquet and its expected table values.jsonl.gz hold the same rows.
create table v as
select
  i as n,
  case when i % 7 = 0 then null else (i * 37 % 1001 - 500)::integer end as small,
  case when i % 5 = 0 then null else sin(i) * 10 ** (i % 300 - 150) end as wide,
  (i / 3.0)::float as single,
  case when i % 11 = 0 then null else 'text ' || (i * 7919 % 613) || ' é中😀' end as words,
  case i % 4 when 0 then '' when 1 then 'NA' when 2 then '12' else null end as marks,
  i % 3 = 0 as flag,
  date '2020-02-28' + (i % 900)::integer as day,
  timestamp '2020-02-28 23:59:58' + interval (i) second as moment,
  (i * 1.01)::decimal(9, 2) as price,
  9007199254740993 + i as id,
  {'city': 'c' || i % 5, 'at': {'x': i / 8.0}} as place
from range(1, 3001) t(i);

copy v to 'values.parquet' (format parquet, codec 'snappy', row_group_size 2048);
copy v to 'values-zstd.parquet' (format parquet, codec 'zstd');
copy v to 'values-gzip.parquet' (format parquet, codec 'gzip');
copy v to 'values-lz4.parquet' (format parquet, codec 'lz4_raw');
copy (
  select n, small, wide, single::double as single, words, marks, flag::varchar as flag, strftime(day, '%Y-%m-%d') as day,
    strftime(moment, '%Y-%m-%dT%H:%M:%S') as moment, price::double as price, id::varchar as id,
    place.city as "place.city", place.at.x as "place.at.x"
  from v
) to 'values.jsonl.gz' (format json, compression gzip);
copy (select * from v where false) to 'empty.parquet' (format parquet);
copy (select 1 as a, [1, 2] as list) to 'list.parquet' (format parquet);
copy (select 1 as a, 'x'::blob as bytes) to 'bytes.parquet' (format parquet);
copy (select i as "A.b", {'b': i} as "A" from range(2) t(i)) to 'duplicate.parquet' (format parquet);
