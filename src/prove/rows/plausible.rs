//! One value: of the column's type, within what its checks leave, and such as its name lets expect.

use super::names::*;
use super::{Random, Value};
use crate::prove::check::Bounds;
use crate::schema::{Column, ColumnType, Schema, words};

/// What is drawn.
pub(super) struct Draw<'a> {
    pub schema: &'a Schema,
    /// The table's own name, without its namespace.
    pub table: &'a str,
    pub column: &'a Column,
    pub bounds: Option<&'a Bounds>,
    /// A number that no other row has, where the column's values must differ.
    pub unlike: Option<usize>,
    pub row: usize,
    /// Days since the first of January 2024; grows from column to column, so that what ends does so after it starts.
    pub moment: i64,
}

pub(super) fn draw(request: &Draw, random: &mut Random) -> Value {
    let bounds = request.bounds.cloned().unwrap_or_default();
    let data_type = base(request.schema, &request.column.data_type);
    if let ColumnType::Named(name) = data_type
        && let Some(found) = request.schema.enum_named(name)
    {
        return random.pick(&found.values).map_or(Value::Null, |value| Value::text(value.clone()));
    }
    if let Some(among) = &bounds.among
        && let Some(value) = random.pick(among)
    {
        return fitted(value, data_type);
    }
    match data_type {
        ColumnType::Boolean => Value::Boolean(random.percent(50)),
        ColumnType::TinyInt => integer(request, &bounds, (0, 127), random),
        ColumnType::SmallInt => integer(request, &bounds, (0, 32_767), random),
        ColumnType::Integer => integer(request, &bounds, (0, 2_147_483_647), random),
        ColumnType::BigInt => integer(request, &bounds, (0, i64::MAX), random),
        ColumnType::Unsigned(inner) => {
            let most = if **inner == ColumnType::TinyInt { 255 } else { 65_535 };
            integer(request, &bounds, (0, most), random)
        }
        ColumnType::Decimal { precision, scale } => decimal(request, &bounds, *precision, *scale, random),
        ColumnType::Real | ColumnType::Double => decimal(request, &bounds, Some(12), Some(2), random),
        ColumnType::Char { length } => Value::text(text(request, &bounds, Some(*length as usize), true, random)),
        ColumnType::Varchar { length } => {
            Value::text(text(request, &bounds, length.map(|length| length as usize), false, random))
        }
        // SQLite's dates and times are texts.
        ColumnType::Text if is_time(&request.column.name) && bounds.like.is_none() => {
            Value::text(format!("{} {}", date(request, random), clock(random)))
        }
        ColumnType::Text if is_date(&request.column.name) && bounds.like.is_none() => {
            Value::text(date(request, random))
        }
        ColumnType::Text => Value::text(text(request, &bounds, None, false, random)),
        ColumnType::Date => Value::text(date(request, random)),
        ColumnType::Time { .. } => Value::text(clock(random)),
        ColumnType::Timestamp { zone, .. } => {
            Value::text(format!("{} {}{}", date(request, random), clock(random), if *zone { "+00:00" } else { "" }))
        }
        ColumnType::Interval => Value::text(format!("{} days", random.between(1, 90))),
        ColumnType::Uuid => Value::text(uuid(random)),
        ColumnType::Json { .. } => Value::text(format!("{{\"note\": \"row {}\"}}", request.row + 1)),
        ColumnType::Xml => Value::text(format!("<row>{}</row>", request.row + 1)),
        ColumnType::Binary { length } => Value::Bytes(bytes((*length).min(64) as usize, random)),
        ColumnType::Varbinary { length } => Value::Bytes(bytes(length.unwrap_or(8).min(8) as usize, random)),
        ColumnType::Blob => Value::Bytes(bytes(8, random)),
        ColumnType::Array(_) => Value::text("{}"),
        ColumnType::Other(spelled) => other(spelled, request, random),
        ColumnType::Named(_) => Value::Null,
    }
}

/// The type behind a domain.
fn base<'a>(schema: &'a Schema, data_type: &'a ColumnType) -> &'a ColumnType {
    match data_type {
        ColumnType::Named(name) => {
            schema.domains.iter().find(|domain| domain.name == *name).map_or(data_type, |domain| &domain.data_type)
        }
        other => other,
    }
}

/// A value of a list as the column's type writes it: `IN (0, 1)` may stand for booleans.
fn fitted(value: &Value, data_type: &ColumnType) -> Value {
    match (value, data_type) {
        (Value::Number(digits), ColumnType::Boolean) => Value::Boolean(digits != "0"),
        (Value::Number(digits), data_type) if data_type.is_text() => Value::text(digits.clone()),
        _ => value.clone(),
    }
}

fn integer(request: &Draw, bounds: &Bounds, (least, most): (i64, i64), random: &mut Random) -> Value {
    let low = bounds.low.map_or(least, |low| low.ceil() as i64);
    let high = bounds.high.map_or(most, |high| high.floor() as i64).min(most);
    if let Some(unlike) = request.unlike {
        let start = if bounds.low.is_some() { low } else { 1 };
        return Value::number(start.saturating_add(i64::try_from(unlike).unwrap_or(0)).min(high));
    }
    let name = words(&request.column.name);
    let has = |word: &str| name.iter().any(|own| own == word);
    let usual = match () {
        () if has("year") => (1990, 2026),
        () if has("age") => (18, 90),
        () if has("month") => (1, 12),
        () if has("day") => (1, 28),
        () if has("rating") || has("stars") => (1, 5),
        () if has("percent") || has("percentage") => (0, 100),
        () if has("quantity") || has("count") || has("stock") || has("capacity") => (1, 50),
        () if has("minutes") || has("duration") => (5, 240),
        () if has("cents") || has("amount") || has("price") => (100, 20_000),
        () => (1, 1000),
    };
    // What a check leaves may lie beside what is usual.
    let (from, to) = (usual.0.max(low), usual.1.min(high));
    let (from, to) = if from <= to { (from, to) } else { (low, high.min(low.saturating_add(100))) };
    Value::number(random.between(from, to))
}

fn decimal(request: &Draw, bounds: &Bounds, precision: Option<u32>, scale: Option<i32>, random: &mut Random) -> Value {
    let scale = scale.unwrap_or(if precision.is_some() { 0 } else { 2 }).clamp(0, 6) as usize;
    let whole = precision.map_or(6, |digits| (digits as usize).saturating_sub(scale)).min(9);
    let most = 10_f64.powi(i32::try_from(whole).unwrap_or(6)) - 1.0;
    let name = words(&request.column.name);
    let has = |word: &str| name.iter().any(|own| own == word);
    let usual: (f64, f64) = match () {
        () if has("latitude") || has("lat") => (-60.0, 70.0),
        () if has("longitude") || has("lng") || has("lon") => (-120.0, 140.0),
        () if has("rating") || has("score") => (1.0, 5.0),
        () if has("rate") || has("discount") || has("tax") || has("percent") => (0.0, 20.0),
        () => (1.0, 500.0),
    };
    let low = bounds.low.unwrap_or(-most);
    let high = bounds.high.unwrap_or(most).min(most);
    let (from, to) = (usual.0.max(low), usual.1.min(high));
    let (from, to) = if from <= to { (from, to) } else { (low, high.min(low + 100.0)) };
    let unit = 10_f64.powi(i32::try_from(scale).unwrap_or(0));
    let (from, to) = ((from * unit).ceil() as i64, (to * unit).floor() as i64);
    let value = match request.unlike {
        Some(unlike) => from.saturating_add(i64::try_from(unlike).unwrap_or(0)),
        None => random.between(from, to),
    };
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    Value::Number(if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// A text that its column's name lets expect, no longer than it may be and as unlike others as it must be.
fn text(request: &Draw, bounds: &Bounds, limit: Option<usize>, fixed: bool, random: &mut Random) -> String {
    let limit = match (limit, bounds.longest) {
        (Some(limit), Some(longest)) => Some(limit.min(longest)),
        (limit, longest) => limit.or(longest),
    };
    let number = request.unlike.map(|unlike| unlike + 1);
    let mut text = match &bounds.like {
        Some(pattern) if pattern != "%@%" && pattern != "%_@_%" && !pattern.contains('@') => {
            pattern.replace('%', &number.unwrap_or(request.row).to_string()).replace('_', "a")
        }
        _ => named(request, number, limit, random),
    };
    let length = text.chars().count();
    let shortest = if fixed { limit } else { bounds.shortest };
    if let Some(shortest) = shortest.filter(|shortest| length < *shortest && *shortest <= 10_000) {
        text.extend(std::iter::repeat_n('x', shortest - length));
    }
    match (limit, number) {
        (Some(limit), Some(number)) if text.chars().count() > limit => tail(&digits(number), limit),
        (Some(limit), _) => text.chars().take(limit).collect(),
        (None, _) => text,
    }
}

/// A number in letters and digits, so that short codes have room for many.
fn digits(mut number: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]));
        number /= 26;
        if number == 0 {
            return text;
        }
    }
}

/// The last characters, with an A before them where they are too few.
fn tail(text: &str, length: usize) -> String {
    let count = text.chars().count();
    let kept: String = text.chars().skip(count.saturating_sub(length)).collect();
    format!("{}{kept}", "A".repeat(length.saturating_sub(count)))
}

fn named(request: &Draw, number: Option<usize>, limit: Option<usize>, random: &mut Random) -> String {
    let name = words(&request.column.name);
    let has = |word: &str| name.iter().any(|own| own == word);
    let pick = |from: &[&str], random: &mut Random| random.pick(from).copied().unwrap_or_default().to_owned();
    let apart = |text: String| number.map_or(text.clone(), |number| format!("{text} {number}"));
    let code = |prefix: &str, random: &mut Random| {
        format!("{prefix}-{:05}", number.unwrap_or_else(|| random.below(90_000) + 10_000))
    };
    let (first, last) = (pick(&FIRST, random), pick(&LAST, random));
    let country = random.pick(&COUNTRIES).copied().unwrap_or(COUNTRIES[0]);
    let full = apart(format!("{first} {last}"));
    let short = limit.is_some_and(|limit| limit <= 3);
    match () {
        () if has("email") || has("mail") => {
            let number = number.unwrap_or_else(|| random.below(1000));
            format!("{}.{}{number}@example.com", first.to_lowercase(), last.to_lowercase())
        }
        () if has("currency") => country.3.to_owned(),
        () if has("country") && number.is_none() => match limit {
            Some(2) => country.1.to_owned(),
            Some(3) => country.2.to_owned(),
            _ => country.0.to_owned(),
        },
        () if short => tail(&digits(number.unwrap_or_else(|| random.below(17_576))), limit.unwrap_or(3)),
        () if has("hash") || has("digest") || has("checksum") => hex(32, random),
        () if has("token") || has("secret") || has("key") => hex(24, random),
        () if has("phone") || has("mobile") || has("fax") => {
            format!("+1 202 555 {:04}", number.unwrap_or_else(|| random.below(10_000)) % 10_000)
        }
        () if has("url") || has("website") || has("link") || has("uri") || has("image") => {
            format!("https://example.com/{}", number.unwrap_or_else(|| random.below(10_000)))
        }
        () if has("slug") || has("handle") || has("username") || has("login") => {
            format!("{}-{}", first.to_lowercase(), number.unwrap_or_else(|| random.below(10_000)))
        }
        () if has("first") || has("given") => apart(first),
        () if has("last") || has("surname") || has("family") => apart(last),
        () if has("company") || has("organization") || has("employer") || has("manufacturer") => {
            apart(pick(&COMPANIES, random))
        }
        () if has("author") || has("contact") || has("owner") || has("recipient") => full,
        () if has("city") || has("town") => apart(pick(&CITIES, random)),
        () if has("street") || has("address") || has("line") => {
            format!("{} {}", random.between(1, 180), apart(pick(&STREETS, random)))
        }
        () if has("zip") || has("postal") || has("postcode") => format!("{:05}", random.between(10_000, 99_999)),
        () if has("color") || has("colour") => apart(pick(&COLOURS, random)),
        () if has("ip") => format!("192.0.2.{}", random.between(1, 254)),
        () if has("locale") || has("language") => apart("en".to_owned()),
        () if has("sku") || has("code") || has("number") || has("reference") || has("isbn") || has("barcode") => {
            let prefix: String = request.table.chars().filter(|c| c.is_alphanumeric()).take(3).collect();
            code(&prefix.to_uppercase(), random)
        }
        () if has("description")
            || has("note")
            || has("notes")
            || has("comment")
            || has("body")
            || has("text")
            || has("message") =>
        {
            apart(pick(&SENTENCES, random))
        }
        () if has("name") && is_person(request.table) => full,
        () => apart(format!("{} {}", pick(&QUALITIES, random), pick(&THINGS, random))),
    }
}

fn is_person(table: &str) -> bool {
    const PEOPLE: [&str; 20] = [
        "user",
        "customer",
        "person",
        "people",
        "employee",
        "patient",
        "doctor",
        "member",
        "student",
        "teacher",
        "author",
        "client",
        "contact",
        "driver",
        "guest",
        "passenger",
        "instructor",
        "staff",
        "artist",
        "actor",
    ];
    words(table).iter().any(|word| PEOPLE.contains(&word.trim_end_matches('s')) || PEOPLE.contains(&word.as_str()))
}

/// Whether a name says that the value is a day: `birth_date`, `valid_until`.
fn is_date(name: &str) -> bool {
    let words = words(name);
    let says = |word: &String| matches!(word.as_str(), "date" | "birthday" | "dob" | "until");
    words.iter().any(says)
}

/// Whether a name says that the value is a moment: `created_at`.
fn is_time(name: &str) -> bool {
    words(name).last().is_some_and(|word| matches!(word.as_str(), "at" | "timestamp" | "datetime"))
}

fn date(request: &Draw, random: &mut Random) -> String {
    let name = words(&request.column.name);
    if name.iter().any(|word| word == "birth" || word == "birthday" || word == "born" || word == "dob") {
        return day(random.between(-20_000, -7_000));
    }
    let day_of = if request.unlike.is_some() { request.row as i64 } else { request.moment };
    day(day_of)
}

/// A day by its distance from the first of January 2024 (civil_from_days of Howard Hinnant).
fn day(distance: i64) -> String {
    let z = distance + 19_723 + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", doy - (153 * mp + 2) / 5 + 1)
}

fn clock(random: &mut Random) -> String {
    format!("{:02}:{:02}:{:02}", random.between(7, 20), random.between(0, 59), random.between(0, 59))
}

fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.draw(), random.draw());
    // Version 4, variant 1.
    let high = high & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    let digits = format!("{high:016x}{low:016x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

fn hex(length: usize, random: &mut Random) -> String {
    bytes(length.div_ceil(2), random).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(length: usize, random: &mut Random) -> Vec<u8> {
    (0..length).map(|_| random.draw().to_le_bytes()[0]).collect()
}

/// Types of single vendors.
fn other(spelled: &str, request: &Draw, random: &mut Random) -> Value {
    let spelled = spelled.to_lowercase();
    let word = spelled.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "citext" | "nvarchar2" | "ntext" | "longtext" | "clob" | "nclob" => {
            Value::text(text(request, &Bounds::default(), None, false, random))
        }
        "inet" | "cidr" => Value::text(format!("192.0.2.{}", random.between(1, 254))),
        "macaddr" => Value::text(format!("08:00:2b:01:02:{:02x}", random.between(0, 255))),
        "money" | "smallmoney" => Value::number(random.between(1, 500)),
        "year" => Value::number(random.between(1990, 2025)),
        "point" => Value::text(format!("({},{})", random.between(0, 9), random.between(0, 9))),
        "tsvector" => Value::text("word"),
        "hstore" => Value::text("a=>1"),
        "int4range" | "int8range" | "numrange" => Value::text(format!("[{},{})", request.row * 2, request.row * 2 + 1)),
        "daterange" => Value::text(format!("[{},{})", day(request.row as i64), day(request.row as i64 + 1))),
        "tsrange" | "tstzrange" => Value::text(format!("[{0} 08:00,{0} 09:00)", day(request.row as i64))),
        "enum" | "set" => spelled.split('\'').nth(1).map_or(Value::Null, Value::text),
        _ => Value::Null,
    }
}
