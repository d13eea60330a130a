use super::*;

rule! {
    /// A name is spelled in another style than the names around it.
    ///
    /// ## Why
    /// Whoever writes a query has to look up the spelling of each name. Tools that derive code from names give the
    /// strangest results where styles mix.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (order_id int, customer_id int, shipped_at date, totalAmount int);
    /// ```
    ///
    /// ## Fix
    /// Proposes to rename it in the style of the majority. Programs that use the name have to change too.
    ///
    /// ## When not to follow it
    /// While an old database is renamed piece by piece, or where the names come from somebody else's interface.
    "mixed-naming", Naming, Info
}

/// Fewer names than this have no style in common.
const ENOUGH: usize = 5;

fn check(context: &Context) -> Vec<Finding> {
    let tables = outliers("table", context.tables.iter().map(|view| (view.table.id, view.name().name.as_str())));
    let columns = outliers("column", context.columns().map(|(_, column)| (column.column.id, column.name())));
    // A table's new name would take every query along.
    let columns = columns.into_iter().map(|(finding, wanted)| {
        let view = context.table_of(finding.subject);
        let column = view.and_then(|view| view.columns.iter().find(|column| column.column.id == finding.subject));
        let changes = view.zip(column).map_or_else(Vec::new, |(view, column)| renamed(view, column.column, &wanted));
        finding.propose(format!("Rename it to {wanted}"), changes)
    });
    tables.into_iter().map(|(finding, _)| finding).chain(columns).collect()
}

/// The names that are not in the style of nearly all others, and how they would be spelled in it.
fn outliers<'a>(kind: &str, names: impl Iterator<Item = (Id, &'a str)>) -> Vec<(Finding, String)> {
    let styled: Vec<(Id, &str, Style)> = names.filter_map(|(id, name)| Some((id, name, style(name)?))).collect();
    let count = |style: Style| styled.iter().filter(|(.., other)| *other == style).count();
    let most = [Style::Snake, Style::Camel, Style::Pascal, Style::Upper].into_iter().max_by_key(|style| count(*style));
    let Some(most) = most.filter(|style| count(*style) >= ENOUGH && count(*style) * 5 >= styled.len() * 4) else {
        return Vec::new();
    };
    let evidence = format!("{} of {} {kind} names with several words are {}", count(most), styled.len(), most.label());
    let outlier = |(id, name, _): &(Id, &str, Style)| {
        let message = format!("The {kind} name {name} is not {} as the others are.", most.label());
        (Finding::new(*id, message).because(&evidence), most.spell(name))
    };
    styled.iter().filter(|(.., style)| *style != most).map(outlier).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Snake,
    Camel,
    Pascal,
    Upper,
    Other,
}

impl Style {
    fn label(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Upper => "UPPER_CASE",
            Self::Other => "of its own kind",
        }
    }

    fn spell(self, name: &str) -> String {
        match self {
            Self::Camel => NamingStyle::Camel.spell(name),
            Self::Pascal => NamingStyle::Pascal.spell(name),
            Self::Upper => NamingStyle::Snake.spell(name).to_uppercase(),
            Self::Snake | Self::Other => NamingStyle::Snake.spell(name),
        }
    }
}

/// The style of a name of several words; a single word fits every style.
fn style(name: &str) -> Option<Style> {
    if words(name).len() < 2 {
        return None;
    }
    let separated = name.contains('_');
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    Some(match (separated, upper, lower) {
        _ if name.contains([' ', '-', '.']) => Style::Other,
        (true, false, _) => Style::Snake,
        (_, true, false) => Style::Upper,
        (false, true, true) if name.starts_with(char::is_uppercase) => Style::Pascal,
        (false, true, true) => Style::Camel,
        (true, true, true) => Style::Other,
        // `address2`: letters and a number.
        (false, false, _) => return None,
    })
}
