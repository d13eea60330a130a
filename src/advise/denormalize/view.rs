//! The join as a view that the database keeps by itself, in place of copies and triggers.

use crate::dialect::Dialect;
use crate::schema::Table;

/// The statements of a materialized view of child and parent, and how it is kept; none where the database has no such view.
pub(super) fn materialized(
    dialect: Dialect,
    (child, by): (&Table, &str),
    (parent, key): (&Table, &str),
    names: &[String],
) -> Vec<String> {
    let quote = |name: &str| dialect.quote_identifier(name);
    let mut own = child.name.clone();
    own.name =
        dialect.fitting_name(&format!("{}_with_{}", child.name.name, crate::schema::singular(&parent.name.name)));
    let view = dialect.quote_qualified(&own);
    let copy = |name: &String| quote(&format!("{}_{name}", crate::schema::singular(&parent.name.name)));
    let columns: Vec<String> = (child.columns.iter().map(|column| format!("c.{}", quote(&column.name))))
        .chain(names.iter().map(|name| format!("p.{} AS {}", quote(name), copy(name))))
        .collect();
    // A view that is bound to its tables names their schema.
    let bound = |table: &Table| match (dialect, &table.name.namespace) {
        (Dialect::SqlServer, None) => format!("dbo.{}", dialect.quote_qualified(&table.name)),
        _ => dialect.quote_qualified(&table.name),
    };
    let query = format!(
        "SELECT {} FROM {} c JOIN {} p ON p.{} = c.{}",
        columns.join(", "),
        bound(child),
        bound(parent),
        quote(key),
        quote(by)
    );
    let unique = |kind: &str| {
        let keys: Vec<String> = child.key_columns().iter().map(|column| quote(column)).collect();
        let name = quote(&dialect.fitting_name(&format!("{}_key", own.name)));
        (!keys.is_empty()).then(|| format!("CREATE UNIQUE {kind}INDEX {name} ON {view} ({});", keys.join(", ")))
    };
    match dialect {
        Dialect::PostgreSql => std::iter::once(format!("CREATE MATERIALIZED VIEW {view} AS {query};"))
            .chain(unique(""))
            .chain([format!("REFRESH MATERIALIZED VIEW CONCURRENTLY {view};")])
            .collect(),
        Dialect::Oracle => vec![
            format!("CREATE MATERIALIZED VIEW {view} REFRESH COMPLETE ON DEMAND AS {query};"),
            format!("BEGIN DBMS_MVIEW.REFRESH('{}'); END;", own.name.to_uppercase()),
        ],
        // An indexed view is kept with every write and needs no refreshing.
        Dialect::SqlServer => std::iter::once(format!("CREATE VIEW {view} WITH SCHEMABINDING AS {query};"))
            .chain(unique("CLUSTERED "))
            .collect(),
        Dialect::MySql | Dialect::MariaDb | Dialect::Sqlite | Dialect::HeliosDb => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql;

    #[test]
    fn a_view_holds_the_join_and_has_a_key_to_be_refreshed_by() {
        let script = "CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(9));
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));";
        let schema = sql::parse(script, Dialect::PostgreSql).schema;
        let [parent, child] = schema.tables.as_slice() else { panic!("two tables") };
        let view = |dialect| materialized(dialect, (child, "customer_id"), (parent, "id"), &["name".to_owned()]);
        assert_eq!(
            view(Dialect::PostgreSql),
            [
                "CREATE MATERIALIZED VIEW orders_with_customer AS SELECT c.id, c.customer_id, p.name AS customer_name FROM \
                 orders c JOIN customers p ON p.id = c.customer_id;",
                "CREATE UNIQUE INDEX orders_with_customer_key ON orders_with_customer (id);",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY orders_with_customer;",
            ]
        );
        assert!(
            view(Dialect::SqlServer)[0].contains("WITH SCHEMABINDING")
                && view(Dialect::SqlServer)[0].contains("dbo.orders")
        );
        assert!(view(Dialect::MySql).is_empty());
    }
}
