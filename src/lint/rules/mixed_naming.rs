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
    let tables: Vec<(Id, &str)> =
        context.tables.iter().map(|view| (view.table.id, view.name().name.as_str())).collect();
    let columns: Vec<(Id, &str)> = context.columns().map(|(_, column)| (column.column.id, column.name())).collect();
    [("table", tables), ("column", columns)].into_iter().flat_map(|(kind, names)| outliers(kind, &names)).collect()
}

fn outliers(kind: &str, names: &[(Id, &str)]) -> Vec<Finding> {
    let styled: Vec<(Id, &str, Style)> =
        names.iter().filter_map(|(id, name)| Some((*id, *name, style(name)?))).collect();
    let count = |style: Style| styled.iter().filter(|(.., other)| *other == style).count();
    let most = [Style::Snake, Style::Camel, Style::Pascal, Style::Upper].into_iter().max_by_key(|style| count(*style));
    let Some(most) = most.filter(|style| count(*style) >= ENOUGH && count(*style) * 5 >= styled.len() * 4) else {
        return Vec::new();
    };
    let evidence = format!("{} of {} {kind} names with several words are {}", count(most), styled.len(), most.label());
    let outlier = |(id, name, _): &(Id, &str, Style)| {
        let wanted = most.spell(name);
        let finding = Finding::new(*id, format!("The {kind} name {name} is not {} as the others are.", most.label()));
        let rename = Change::Rename { id: *id, name: QualifiedName::new(&wanted) };
        // A rename would take a table out of its namespace.
        finding
            .because(&evidence)
            .propose(format!("Rename it to {wanted}"), if kind == "column" { vec![rename] } else { Vec::new() })
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
