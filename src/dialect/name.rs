//! Names as a dialect writes them: quoting and shortening.

use super::Dialect;
use super::facts::{Folding, NameLimit};
use crate::schema::QualifiedName;

impl Dialect {
    /// The words that need quotes as a name, in lower case and sorted.
    pub fn reserved_words(self) -> impl Iterator<Item = &'static str> {
        self.facts().reserved.split(' ')
    }

    pub fn is_reserved(self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.reserved_words().any(|reserved| reserved == word)
    }

    /// How long a name may be; `None` where there is no limit.
    pub fn name_limit(self) -> Option<NameLimit> {
        self.facts().name_limit
    }

    /// A name as it stands in a statement: shortened to the dialect's limit, and in quotes where it would otherwise
    /// be read as something else. Nothing in a name can end the quotes.
    pub fn quote_identifier(self, name: &str) -> String {
        let name = self.fitting_name(name);
        if self.stands_bare(&name) {
            return name;
        }
        let (open, close) = self.facts().quotes;
        let inside = name.replace(close, &format!("{close}{close}"));
        format!("{open}{inside}{close}")
    }

    /// A name with its namespace. A dialect without namespaces gets both in one name.
    pub fn quote_qualified(self, name: &QualifiedName) -> String {
        match &name.namespace {
            Some(namespace) if self.facts().namespaces => {
                format!("{}.{}", self.quote_identifier(namespace), self.quote_identifier(&name.name))
            }
            Some(namespace) => self.quote_identifier(&format!("{namespace}_{}", name.name)),
            None => self.quote_identifier(&name.name),
        }
    }

    /// A string literal. Nothing in the text can end the quotes.
    pub fn quote_text(self, text: &str) -> String {
        let facts = self.facts();
        let mut inside = text.replace('\0', "").replace('\'', "''");
        if matches!(self, Self::Oracle | Self::SqlServer) {
            // Their clients end a statement at a line that says GO or /, even within quotes.
            inside = inside.replace(['\n', '\r'], " ");
        }
        if facts.backslash_escapes {
            inside = inside.replace('\\', "\\\\");
        }
        let prefix = if text.is_ascii() { "" } else { facts.text_prefix };
        format!("{prefix}'{inside}'")
    }

    /// The name itself where the dialect takes its length and it has no control characters, else its beginning with a mark that depends on the whole
    /// name, so that the same name always becomes the same short one.
    pub fn fitting_name(self, name: &str) -> String {
        let name: String = name.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
        let name = if self == Self::Oracle { name.replace('"', "_") } else { name };
        let Some(limit) = self.name_limit() else { return name };
        let size = |text: &str| match limit {
            NameLimit::Bytes(_) => text.len(),
            NameLimit::Characters(_) => text.encode_utf16().count(),
        };
        let (NameLimit::Bytes(most) | NameLimit::Characters(most)) = limit;
        if size(&name) <= most {
            return name;
        }
        let mark = format!("_{:08x}", fnv1a(&name));
        let mut short = String::new();
        for c in name.chars() {
            if size(&short) + size(c.encode_utf8(&mut [0; 4])) + mark.len() > most {
                break;
            }
            short.push(c);
        }
        short + &mark
    }

    fn stands_bare(self, name: &str) -> bool {
        let facts = self.facts();
        let first = |c: char| c.is_ascii_alphabetic() || c == '_' && facts.leading_underscore;
        let rest = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let shape = name.chars().next().is_some_and(first) && name.chars().all(rest);
        let case = facts.folding == Folding::Keep || !name.chars().any(|c| c.is_ascii_uppercase());
        shape && case && !self.is_reserved(name)
    }
}

/// The 32-bit FNV-1a hash (Fowler, Noll, Vo): short, and the same on every machine.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_sorted_and_lower_case() {
        for dialect in Dialect::ALL {
            let words: Vec<&str> = dialect.reserved_words().collect();
            assert!(words.is_sorted(), "{dialect}");
            assert!(words.iter().all(|word| !word.is_empty() && *word == word.to_lowercase()), "{dialect}");
            assert!(dialect.is_reserved("Select"), "{dialect}");
        }
    }

    #[test]
    fn names_are_quoted_only_where_they_must_be() {
        let check = |dialect: Dialect, name: &str, expected: &str| assert_eq!(dialect.quote_identifier(name), expected);
        check(Dialect::PostgreSql, "orders", "orders");
        check(Dialect::PostgreSql, "order", "\"order\"");
        check(Dialect::PostgreSql, "Orders", "\"Orders\"");
        check(Dialect::MySql, "Orders", "Orders");
        check(Dialect::MySql, "key", "`key`");
        check(Dialect::Oracle, "orders", "orders");
        check(Dialect::Oracle, "_id", "\"_id\"");
        check(Dialect::SqlServer, "user", "[user]");
        check(Dialect::Sqlite, "Größe", "\"Größe\"");
        check(Dialect::PostgreSql, "", "\"\"");
    }

    #[test]
    fn hostile_names_stay_inside_their_quotes() {
        let check = |dialect: Dialect, name: &str, expected: &str| assert_eq!(dialect.quote_identifier(name), expected);
        check(Dialect::PostgreSql, "a\"; DROP TABLE b; --", "\"a\"\"; DROP TABLE b; --\"");
        check(Dialect::MySql, "a`; DROP TABLE b; --", "`a``; DROP TABLE b; --`");
        check(Dialect::SqlServer, "a]; DROP TABLE b; --", "[a]]; DROP TABLE b; --]");
        check(Dialect::Oracle, "a\"; DROP", "\"a_; DROP\"");
    }

    #[test]
    fn texts_stay_inside_their_quotes() {
        let check = |dialect: Dialect, text: &str, expected: &str| assert_eq!(dialect.quote_text(text), expected);
        check(Dialect::PostgreSql, "it's \\'", "'it''s \\'''");
        check(Dialect::MySql, "it's \\'", "'it''s \\\\'''");
        check(Dialect::SqlServer, "é", "N'é'");
    }

    #[test]
    fn long_names_are_shortened_the_same_way_every_time() {
        let long = "a".repeat(200);
        for dialect in [Dialect::PostgreSql, Dialect::MySql, Dialect::Oracle, Dialect::SqlServer] {
            let (NameLimit::Bytes(most) | NameLimit::Characters(most)) = dialect.name_limit().unwrap();
            let short = dialect.fitting_name(&long);
            assert_eq!(short.len(), most, "{dialect}");
            assert_eq!(short, dialect.fitting_name(&long));
            assert_ne!(short, dialect.fitting_name(&format!("{long}b")));
        }
        assert!(Dialect::PostgreSql.fitting_name(&"ü".repeat(40)).len() <= 63);
        assert_eq!(Dialect::Sqlite.fitting_name(&long), long);
    }
}
