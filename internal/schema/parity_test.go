package schema_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// Each query gives one line of text for each thing of its kind, in words that
// are the same on both databases. The types are written as SQLite has them:
// integer for bigint, text, blob for bytea; others are left as they are, so that
// they show as a difference. A table of SQLite that is not strict, and a text
// column of PostgreSQL that does not sort by bytes, are marked.
const (
	sqliteColumns = `
		select t.name || '.' || c.name || ' ' || lower(c.type)
			|| case when c."notnull" = 1 then ' not null' else '' end
			|| case when c.pk > 0 then ' key ' || c.pk else '' end
			|| case when c.dflt_value is not null then ' default ' || c.dflt_value else '' end
			|| case when t.strict = 0 then ' NOT STRICT' else '' end
		from pragma_table_list t, pragma_table_info(t.name) c
		where t.schema = 'main' and t.type = 'table'
			and t.name not like 'sqlite_%' and t.name <> 'schema_version'`

	postgresColumns = `
		select t.relname || '.' || a.attname
			|| ' ' || case format_type(a.atttypid, a.atttypmod)
				when 'bigint' then 'integer' when 'bytea' then 'blob'
				else format_type(a.atttypid, a.atttypmod) end
			|| case when a.attnotnull then ' not null' else '' end
			|| coalesce(' key ' || array_position(k.indkey::int2[], a.attnum) + 1, '')
			|| coalesce(' default ' || replace(pg_get_expr(d.adbin, d.adrelid), '::text', ''), '')
			|| case when a.atttypid = 'text'::regtype and l.collname <> 'C' then ' NOT COLLATE C' else '' end
		from pg_class t
		join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
		left join pg_index k on k.indrelid = t.oid and k.indisprimary
		left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
		left join pg_collation l on l.oid = a.attcollation
		where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p')
			and t.relname <> 'schema_version'`

	sqliteIndexes = `
		select 'index on ' || t.name || ' ('
			|| (select group_concat(coalesce(c.name, 'expression') || case when c."desc" = 1 then ' desc' else '' end, ', ')
				from pragma_index_xinfo(i.name) c where c.key = 1)
			|| ')'
			|| case when i."unique" = 1 then ' unique' else '' end
			|| case when i.partial = 1 then ' partial' else '' end
		from pragma_table_list t, pragma_index_list(t.name) i
		where t.schema = 'main' and t.type = 'table' and i.origin <> 'pk'
			and t.name not like 'sqlite_%' and t.name <> 'schema_version'`

	postgresIndexes = `
		select 'index on ' || t.relname || ' ('
			|| (select string_agg(coalesce(a.attname::text, 'expression')
					|| case when i.indoption[c.n - 1] & 1 = 1 then ' desc' else '' end, ', ' order by c.n)
				from unnest(i.indkey::int2[]) with ordinality c (attnum, n)
				left join pg_attribute a on a.attrelid = t.oid and a.attnum = c.attnum)
			|| ')'
			|| case when i.indisunique then ' unique' else '' end
			|| case when i.indpred is not null then ' partial' else '' end
		from pg_index i
		join pg_class t on t.oid = i.indrelid
		where t.relnamespace = current_schema()::regnamespace and not i.indisprimary
			and t.relname <> 'schema_version'`

	sqliteTriggers = `
		select 'triggers on ' || tbl_name from sqlite_master where type = 'trigger' group by tbl_name`

	postgresTriggers = `
		select distinct 'triggers on ' || t.relname
		from pg_trigger g join pg_class t on t.oid = g.tgrelid
		where t.relnamespace = current_schema()::regnamespace and not g.tgisinternal`
)

func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	t.Parallel()
	sqlite := describe(t, sqldbtest.SQLite(t), sqliteColumns, sqliteIndexes, sqliteTriggers)
	postgres := describe(t, sqldbtest.Postgres(t), postgresColumns, postgresIndexes, postgresTriggers)
	if diff := cmp.Diff(sqlite, postgres); diff != "" {
		t.Errorf("the tables differ (-sqlite +postgres):\n%s", diff)
	}
	if len(sqlite) == 0 {
		t.Error("the migrations made no tables")
	}
}

func describe(t *testing.T, db *sqldb.DB, queries ...string) []string {
	t.Helper()
	var lines []string
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		for _, query := range queries {
			list, err := sqldb.Select(t.Context(), tx, func(s *string) []any { return []any{s} }, query)
			if err != nil {
				return fmt.Errorf("%s: %w", query, err)
			}
			lines = append(lines, list...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}
