-- Views of a dataset in DuckDB: the README's questions in one line each.
--
--   newsmill export dataset --format parquet --out tables
--   cd tables && duckdb -init views.sql -c "from fines"
--
-- Read from the folder with the Parquet files; `newsmill export --format parquet` and
-- `newsmill run --format parquet` write this file there.

create or replace view documents as from 'documents.parquet';
create or replace view mentions as from 'mentions.parquet';
create or replace view entities as from 'entities.parquet';
create or replace view facts as from 'facts.parquet';
create or replace view claims as from 'claims.parquet';
create or replace view rejects as from 'rejects.parquet';

-- Which bodies were fined, when, how much, by whom, and do the sources agree?
create or replace view fines as
select target_name as body, date, amount, currency, authority_name as authority, amount_status as sources, amounts, documents, id as fact
from facts where kind = 'fine' order by date, body;

-- Which facts do sources tell differently?
create or replace view conflicts as
select id as fact, kind, target_name as body, amounts, dates, durations
from facts where 'conflict' in (amount_status, date_status, duration_status);

-- Which organisations are named most, in which languages?
create or replace view organisations as
select entity, any_value(entity_name) as name, any_value(org.country) as country, count(*) as mentions,
       count(distinct doc) as documents, list_sort(list(distinct lang)) as languages
from mentions where type = 'ORG' and entity is not null group by entity order by mentions desc, entity;

-- Which provisions are cited most?
create or replace view citations as
select citation, any_value(law.title) as title, count(*) as mentions, count(distinct doc) as documents
from (select unnest(citations) as citation, law, doc from mentions where type = 'LAW' and nested_in is null)
group by citation order by mentions desc, citation;

-- Which sums are named, the largest of each currency first?
create or replace view sums as
select money.currency as currency, money.amount as amount, money.modifier as modifier, text, doc, published
from mentions where type = 'MONEY' and money.amount is not null order by currency, amount desc;

-- Which sums are named in each month of publication, in which currency? A sum that restates another one
-- in its own currency ("2 million tenge ($4,700)") counts too.
create or replace view sums_by_month as
select strftime(published, '%Y-%m') as month, money.currency as currency, count(*) as sums, count(distinct doc) as documents,
       median(money.amount) as median, max(money.amount) as largest
from mentions where type = 'MONEY' and money.amount is not null group by month, currency order by month, sums desc, currency;

-- What happened on which day?
create or replace view days as
select date.start as day, count(*) as mentions, count(distinct doc) as documents
from mentions where type = 'DATE' and date.grain = 'day' and date.start is not null group by day order by day;

-- Which organisations stand in one document?
create or replace view together as
select a.entity_name as one, b.entity_name as other, count(distinct a.doc) as documents
from mentions a join mentions b on a.doc = b.doc and a.entity < b.entity
where a.type = 'ORG' and b.type = 'ORG' group by one, other order by documents desc, one, other;
