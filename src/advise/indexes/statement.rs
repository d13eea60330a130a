//! An advised index in the words of a dialect.

use crate::advise::cost::{IndexKey, IndexShape, Method};
use crate::advise::statistics::TextOrder;
use crate::dialect::Dialect;
use crate::schema::{ColumnType, Expression, Id, Index, IndexPart, Schema, Table};

/// `CREATE INDEX ...` with a name made of table and columns.
pub fn statement(index: &IndexShape, schema: &Schema, dialect: Dialect) -> String {
    let table = &schema.tables[index.table];
    let name = dialect.quote_identifier(&name_of(index, table, dialect));
    let on = dialect.quote_qualified(&table.name);
    let is_mysql = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
    let keys: Vec<String> = index.keys.iter().map(|key| key_text(key, index, table, dialect)).collect();
    let keys = keys.join(", ");
    let include = match index.include.is_empty() {
        true => String::new(),
        false => format!(" INCLUDE ({})", names(&index.include, table, dialect).join(", ")),
    };
    let filter = index.predicate.as_ref().map_or_else(String::new, |(text, _)| format!(" WHERE {text}"));
    match (index.method, dialect) {
        (Method::Trigram, _) => {
            format!("CREATE INDEX {name} ON {on} USING gin ({keys});")
        }
        (Method::Gin, Dialect::PostgreSql | Dialect::HeliosDb) => {
            format!("CREATE INDEX {name} ON {on} USING gin ({keys});")
        }
        (Method::Gin, _) if is_mysql => format!("CREATE FULLTEXT INDEX {name} ON {on} ({keys});"),
        (Method::Gin, Dialect::Oracle) => format!("CREATE INDEX {name} ON {on} ({keys}) INDEXTYPE IS CTXSYS.CONTEXT;"),
        (Method::Gin, Dialect::SqlServer) => {
            let key = table.primary_key.as_ref().and_then(|key| key.name.clone());
            let key = key.unwrap_or_else(|| format!("PK_{}", table.name.name));
            format!("CREATE FULLTEXT INDEX ON {on} ({keys}) KEY INDEX {};", dialect.quote_identifier(&key))
        }
        (Method::Gist, Dialect::PostgreSql | Dialect::HeliosDb) => {
            format!("CREATE INDEX {name} ON {on} USING gist ({keys});")
        }
        (Method::Gist, Dialect::Oracle) => {
            format!("CREATE INDEX {name} ON {on} ({keys}) INDEXTYPE IS MDSYS.SPATIAL_INDEX_V2;")
        }
        (Method::Gist, _) => format!("CREATE SPATIAL INDEX {name} ON {on} ({keys});"),
        (Method::Brin, _) => format!("CREATE INDEX {name} ON {on} USING brin ({keys});"),
        (Method::Hash, Dialect::PostgreSql) => format!("CREATE INDEX {name} ON {on} USING hash ({keys});"),
        _ => format!("CREATE INDEX {name} ON {on} ({keys}){include}{filter};"),
    }
}

/// The index as a part of the schema, under the name of its statement; its id is to be given.
pub fn object(index: &IndexShape, schema: &Schema, name: &str, dialect: Dialect) -> Index {
    let table = &schema.tables[index.table];
    let name_of = |at: &usize| table.columns.get(*at).map_or_else(String::new, |column| column.name.clone());
    let mut object = Index::on(Id::default(), &[]);
    object.name = Some(name.to_owned());
    object.keys = (index.keys.iter())
        .map(|key| {
            let mut own = crate::schema::IndexKey::column("");
            match key {
                IndexKey::Column { column, descending } => {
                    own.part = IndexPart::Column(name_of(column));
                    own.descending = *descending;
                }
                IndexKey::Expression { text, .. } => {
                    own.part = IndexPart::Expression(Expression::new(expression(text, dialect)));
                }
            }
            own.operator_class = operator_class(key, index, table).map(str::to_owned);
            own.collation = (index.text == TextOrder::AnyCase).then(|| "NOCASE".to_owned());
            own
        })
        .collect();
    object.include = index.include.iter().map(name_of).collect();
    object.predicate = index.predicate.as_ref().map(|(text, _)| Expression::new(text.clone()));
    object
}

/// The columns and expressions of the key, as a reader would name them.
pub fn described(index: &IndexShape, schema: &Schema) -> Vec<String> {
    let table = &schema.tables[index.table];
    index
        .keys
        .iter()
        .map(|key| match key {
            IndexKey::Column { column, .. } => table.columns.get(*column).map_or_else(String::new, |c| c.name.clone()),
            IndexKey::Expression { text, .. } => text.clone(),
        })
        .collect()
}

fn key_text(key: &IndexKey, index: &IndexShape, table: &Table, dialect: Dialect) -> String {
    let class = match (operator_class(key, index, table), index.text) {
        (Some(class), _) => format!(" {class}"),
        (None, TextOrder::AnyCase) => " COLLATE NOCASE".to_owned(),
        (None, _) => String::new(),
    };
    match key {
        IndexKey::Column { column, descending } => {
            let name = names(&[*column], table, dialect).concat();
            format!("{name}{class}{}", if *descending { " DESC" } else { "" })
        }
        // A bare call needs no parentheses in PostgreSQL, and everything else takes them.
        IndexKey::Expression { text, .. } => format!("({}){class}", expression(text, dialect)),
    }
}

/// An expression as an index takes it: MySQL indexes no long text, which is what documents give.
fn expression(text: &str, dialect: Dialect) -> String {
    let lower = text.to_lowercase();
    let gives_text = lower.contains("->>") || lower.starts_with("json_unquote(");
    match dialect {
        Dialect::MySql if gives_text && !lower.starts_with("cast(") => {
            format!("CAST({text} AS CHAR(255)) COLLATE utf8mb4_bin")
        }
        _ => text.to_owned(),
    }
}

/// How a key of PostgreSQL is compared where that is not by its type.
fn operator_class(key: &IndexKey, index: &IndexShape, table: &Table) -> Option<&'static str> {
    let own = match key {
        IndexKey::Column { column, .. } => table.columns.get(*column).map(|column| &column.data_type),
        IndexKey::Expression { .. } => Some(&ColumnType::Text),
    };
    match (index.method, index.text, own?) {
        (Method::Trigram, ..) => Some("gin_trgm_ops"),
        (Method::BTree, TextOrder::Bytes, ColumnType::Char { .. }) => Some("bpchar_pattern_ops"),
        (Method::BTree, TextOrder::Bytes, own) if own.is_text() => Some("text_pattern_ops"),
        _ => None,
    }
}

fn names(columns: &[usize], table: &Table, dialect: Dialect) -> Vec<String> {
    columns
        .iter()
        .filter_map(|at| table.columns.get(*at))
        .map(|column| dialect.quote_identifier(&column.name))
        .collect()
}

fn name_of(index: &IndexShape, table: &Table, dialect: Dialect) -> String {
    let word = |key: &IndexKey| match key {
        IndexKey::Column { column, .. } => table.columns.get(*column).map_or_else(String::new, |c| c.name.clone()),
        IndexKey::Expression { text, .. } => {
            let letters: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            letters.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_").to_lowercase()
        }
    };
    let mut parts = vec!["ix".to_owned(), table.name.name.clone()];
    parts.extend(index.keys.iter().map(word));
    let kind = match index.method {
        Method::BTree if !index.include.is_empty() => "cover",
        Method::BTree if index.predicate.is_some() => "part",
        Method::BTree if index.text != TextOrder::Collation => "like",
        Method::BTree => "",
        Method::Hash => "hash",
        Method::Gin => "gin",
        Method::Gist => "gist",
        Method::Trigram => "trgm",
        Method::Brin => "brin",
    };
    parts.extend((!kind.is_empty()).then(|| kind.to_owned()));
    dialect.fitting_name(&parts.join("_"))
}
