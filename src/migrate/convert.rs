//! How a value of one type becomes a value of another.

use crate::dialect::Dialect;
use crate::schema::ColumnType;

/// What is known about a conversion before it meets any row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Every value has its own image, and comes back from it.
    Exact,
    /// Every value has an image, but different values may have the same one.
    Lossy,
    /// Some values may have no image.
    Partial,
}

/// Judges by the meaning of both types. `same` types are exact; what is not known is partial.
pub(super) fn conversion(from: &ColumnType, to: &ColumnType) -> Conversion {
    use ColumnType::*;
    use Conversion::{Exact, Lossy, Partial};
    if from == to {
        return Exact;
    }
    match (from, to) {
        (_, _) if from.is_integer() && to.is_integer() => {
            if fits(from, to) {
                Exact
            } else {
                Partial
            }
        }
        (_, Decimal { precision: None, .. }) if from.is_integer() => Exact,
        (_, Decimal { precision: Some(p), scale }) if from.is_integer() => {
            if i64::from(*p) - i64::from(scale.unwrap_or(0)) >= digits(from) { Exact } else { Partial }
        }
        (Decimal { precision: Some(_), .. }, Decimal { precision: None, .. }) => Exact,
        (Decimal { precision: Some(p), scale: s }, Decimal { precision: Some(q), scale: t }) => {
            let (s, t) = (i64::from(s.unwrap_or(0)), i64::from(t.unwrap_or(0)));
            let room = i64::from(*q) - t >= i64::from(*p) - s;
            if !room {
                Partial
            } else if t >= s {
                Exact
            } else {
                Lossy
            }
        }
        (Boolean, _) if to.is_numeric() => Exact,
        (_, Boolean) if from.is_numeric() => Lossy,
        (TinyInt | SmallInt, Real) | (TinyInt | SmallInt | Integer | Real, Double) => Exact,
        (_, Real | Double) if from.is_numeric() => Lossy,
        (Date, Timestamp { .. }) => Exact,
        (Timestamp { zone: false, precision: p }, Timestamp { zone: true, precision: q }) => precision(*p, *q),
        (Timestamp { zone: true, precision: p }, Timestamp { zone: false, precision: q }) => precision(*p, *q),
        (Timestamp { precision: p, .. }, Timestamp { precision: q, .. }) => precision(*p, *q),
        (Timestamp { .. }, Date | Time { .. }) => Lossy,
        (Time { precision: p, zone }, Time { precision: q, zone: other }) if zone == other => precision(*p, *q),
        (Json { .. }, Json { binary: true }) => Lossy,
        (Json { .. }, Json { binary: false }) => Exact,
        (_, _) if from.is_text() && to.is_text() => match (length(from), length(to)) {
            (_, None) => Exact,
            (Some(old), Some(new)) if old <= new => Exact,
            _ => Lossy,
        },
        (Binary { .. } | Varbinary { .. } | Blob, Blob) => Exact,
        (Binary { length: old }, Varbinary { length: Some(new) })
        | (Varbinary { length: Some(old) }, Varbinary { length: Some(new) })
            if old <= new =>
        {
            Exact
        }
        (Array(inner), Array(outer)) => match conversion(inner, outer) {
            Exact => Exact,
            _ => Partial,
        },
        (Other(_) | Array(_) | Interval | Xml | Blob | Binary { .. } | Varbinary { .. }, _) if to.is_text() => Partial,
        (Double | Real, _) if to.is_text() => Lossy,
        // Every value has a text; it comes back from it.
        (_, Text | Varchar { length: None }) => Exact,
        _ => Partial,
    }
}

fn precision(from: Option<u8>, to: Option<u8>) -> Conversion {
    if to.unwrap_or(6) >= from.unwrap_or(6) { Conversion::Exact } else { Conversion::Lossy }
}

fn length(data_type: &ColumnType) -> Option<u32> {
    match data_type {
        ColumnType::Char { length } => Some(*length),
        ColumnType::Varchar { length } => *length,
        _ => None,
    }
}

/// Decimal digits that an integer may have.
fn digits(data_type: &ColumnType) -> i64 {
    match data_type {
        ColumnType::TinyInt => 3,
        ColumnType::SmallInt => 5,
        ColumnType::Integer => 10,
        ColumnType::Unsigned(inner) => digits(inner) + i64::from(**inner == ColumnType::BigInt),
        _ => 19,
    }
}

/// Whether every integer of one type is one of the other.
fn fits(from: &ColumnType, to: &ColumnType) -> bool {
    let bits = |data_type: &ColumnType| match data_type {
        ColumnType::TinyInt => 8,
        ColumnType::SmallInt => 16,
        ColumnType::Integer => 32,
        _ => 64,
    };
    match (from, to) {
        (ColumnType::Unsigned(a), ColumnType::Unsigned(b)) => bits(a) <= bits(b),
        (ColumnType::Unsigned(a), b) => bits(a) < bits(b),
        (_, ColumnType::Unsigned(_)) => false,
        (a, b) => bits(a) <= bits(b),
    }
}

/// Whether the database changes the type in its catalog only, without touching rows.
///
/// Sources: measured on PostgreSQL 15 (binary-coercible types; lengths and precisions that grow); MySQL's manual on
/// online DDL (a VARCHAR that stays on its side of 255 bytes); SQL Server's on ALTER COLUMN.
pub(super) fn is_metadata_only(from: &ColumnType, to: &ColumnType, dialect: Dialect) -> bool {
    use ColumnType::*;
    let longer = |old: &Option<u32>, new: &Option<u32>| match (old, new) {
        (_, None) => true,
        (Some(old), Some(new)) => old <= new,
        (None, Some(_)) => false,
    };
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => match (from, to) {
            (Varchar { length: old }, Varchar { length: new }) => longer(old, new),
            (Varchar { .. }, Text) | (Text, Varchar { length: None }) => true,
            (Decimal { scale: s, precision: Some(p) }, Decimal { scale: t, precision: Some(q) }) => {
                s.unwrap_or(0) == t.unwrap_or(0) && p <= q
            }
            (Decimal { .. }, Decimal { precision: None, .. }) => true,
            (Timestamp { zone, precision: p }, Timestamp { zone: other, precision: q }) => {
                zone == other && q.unwrap_or(6) >= p.unwrap_or(6)
            }
            (Time { zone, precision: p }, Time { zone: other, precision: q }) => {
                zone == other && q.unwrap_or(6) >= p.unwrap_or(6)
            }
            _ => from == to,
        },
        Dialect::MySql | Dialect::MariaDb => match (from, to) {
            // Four bytes a character: 63 characters fit into 255 bytes.
            (Varchar { length: Some(old) }, Varchar { length: Some(new) }) => old <= new && (*new <= 63 || *old > 63),
            _ => from == to,
        },
        Dialect::SqlServer | Dialect::Oracle => match (from, to) {
            (Varchar { length: old }, Varchar { length: new }) => longer(old, new),
            (Decimal { scale: s, precision: Some(p) }, Decimal { scale: t, precision: Some(q) })
                if dialect == Dialect::Oracle =>
            {
                s == t && p <= q
            }
            _ => from == to,
        },
        Dialect::Sqlite => from == to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: ColumnType, to: ColumnType, expected: Conversion) {
        assert_eq!(conversion(&from, &to), expected, "{from} to {to}");
    }

    #[test]
    fn conversions_are_judged_by_what_they_may_lose() {
        check(ColumnType::Integer, ColumnType::BigInt, Conversion::Exact);
        check(ColumnType::BigInt, ColumnType::Integer, Conversion::Partial);
        check(ColumnType::Unsigned(Box::new(ColumnType::Integer)), ColumnType::Integer, Conversion::Partial);
        check(ColumnType::Integer, ColumnType::decimal(10, 2), Conversion::Partial);
        check(ColumnType::Integer, ColumnType::decimal(12, 2), Conversion::Exact);
        check(ColumnType::decimal(10, 2), ColumnType::decimal(10, 1), Conversion::Lossy);
        check(ColumnType::varchar(10), ColumnType::varchar(5), Conversion::Lossy);
        check(ColumnType::varchar(10), ColumnType::Text, Conversion::Exact);
        check(ColumnType::Text, ColumnType::Integer, Conversion::Partial);
        check(ColumnType::Uuid, ColumnType::Text, Conversion::Exact);
        check(ColumnType::timestamptz(), ColumnType::Date, Conversion::Lossy);
    }
}
