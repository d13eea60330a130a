//! The line format of the knowledge files.
//!
//! ```text
//! domain library: Library                     a domain: its name and its title
//!   words library, book lending               what names it in a prompt
//!   weak lending                              what names it where nothing else does
//!   general books                             what may mean it in a prompt of a few words that names no field
//!   core book, loan                           entities of a first schema
//!   also fine                                 entities to offer
//!
//! entity loan = checkout, borrowing           an entity and its synonyms
//!   why A copy that a member took home.       what a row stands for
//!   - due date                                an attribute, in typing's terms
//!   - note ? : Why it is there.               ? may be empty, ! must not be; the reason after the colon
//!   - status {active, returned} = active      its values, and that of a new row; ? stands before the =
//!   - length [duration]                       a hint on its kind
//!   > member                                  a parent: each loan has one member, a member has many loans
//!   > employee as clerk ?                     a parent in a role, which a row may lack
//!   > order 1 owned                           1: a parent has at most one such row; owned: rows go with the parent
//!   key order, product : Why.                 a composite primary key of attributes and parents
//!   unique member, book : Why.                a unique key
//!   check due_date >= loan_date : In words.   a rule that a check holds
//!   rule A member has at most five loans.     a rule that no check can hold
//! ```

use super::{Archetype, Cardinality, KnownAttribute, KnownKey, KnownRule, Parent};
use crate::nl::typing::Kind;

/// The contents of one file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub domains: Vec<DomainEntry>,
    /// The entities before the first domain; the others belong to the domain above them.
    pub entities: Vec<Archetype>,
    /// Lines that could not be read. A test keeps it empty.
    pub problems: Vec<String>,
}

/// A domain that still names its entities.
#[derive(Debug, Default)]
pub(super) struct DomainEntry {
    pub name: String,
    pub title: String,
    pub words: Vec<String>,
    pub weak: Vec<String>,
    pub general: Vec<String>,
    pub core: Vec<String>,
    pub also: Vec<String>,
    pub entities: Vec<Archetype>,
}

pub(super) fn read(text: &str) -> File {
    let mut file = File::default();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') && file.take(line).is_none() {
            file.problems.push(format!("line {}: {line}", number + 1));
        }
    }
    file
}

impl File {
    fn take(&mut self, line: &str) -> Option<()> {
        let (key, rest) = line.split_once(' ')?;
        let (value, why) = reason(rest);
        match key {
            "domain" => {
                let (name, title) = rest.split_once(':')?;
                let (name, title) = (name.trim().to_owned(), title.trim().to_owned());
                self.domains.push(DomainEntry { name, title, ..DomainEntry::default() });
            }
            "words" => self.domains.last_mut()?.words.extend(list(rest)),
            "weak" => self.domains.last_mut()?.weak.extend(list(rest)),
            "general" => self.domains.last_mut()?.general.extend(list(rest)),
            "core" => self.domains.last_mut()?.core.extend(list(rest)),
            "also" => self.domains.last_mut()?.also.extend(list(rest)),
            "entity" => self.home().push(entity(rest)),
            "why" => self.home().last_mut()?.why = rest.to_owned(),
            "-" => {
                let entity = self.home().last_mut()?;
                entity.attributes.push(attribute(value, why, &entity.name)?);
            }
            ">" => {
                let entity = self.home().last_mut()?;
                entity.parents.push(parent(value, why, &entity.name));
            }
            "key" | "unique" => {
                let key = KnownKey { members: list(value), primary: key == "key", why: why?.to_owned() };
                self.home().last_mut()?.keys.push(key);
            }
            "check" => {
                let rule = KnownRule { check: Some(value.to_owned()), text: why?.to_owned() };
                self.home().last_mut()?.rules.push(rule);
            }
            "rule" => self.home().last_mut()?.rules.push(KnownRule { check: None, text: rest.to_owned() }),
            _ => return None,
        }
        Some(())
    }

    fn home(&mut self) -> &mut Vec<Archetype> {
        match self.domains.last_mut() {
            Some(domain) => &mut domain.entities,
            None => &mut self.entities,
        }
    }
}

/// The reason after ` : `.
fn reason(text: &str) -> (&str, Option<&str>) {
    match text.split_once(" : ") {
        Some((value, why)) => (value.trim(), Some(why.trim())),
        None => (text.trim(), None),
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn entity(text: &str) -> Archetype {
    let (name, synonyms) = text.split_once('=').unwrap_or((text, ""));
    Archetype {
        name: name.trim().to_owned(),
        synonyms: list(synonyms),
        why: String::new(),
        attributes: Vec::new(),
        parents: Vec::new(),
        keys: Vec::new(),
        rules: Vec::new(),
    }
}

fn attribute(text: &str, why: Option<&str>, entity: &str) -> Option<KnownAttribute> {
    let (text, default) = match text.split_once('=') {
        Some((text, default)) => (text.trim(), Some(default.trim().to_owned())),
        None => (text, None),
    };
    let (text, nullable) = match (text.strip_suffix('?'), text.strip_suffix('!')) {
        (Some(text), _) => (text.trim(), Some(true)),
        (_, Some(text)) => (text.trim(), Some(false)),
        _ => (text, None),
    };
    let (text, values) = match text.split_once('{') {
        Some((text, values)) => (text.trim(), list(values.strip_suffix('}')?)),
        None => (text, Vec::new()),
    };
    let (text, hint) = match text.split_once('[') {
        Some((text, hint)) => (text.trim(), Some(Kind::named(&hint.strip_suffix(']')?.replace(' ', "_"))?)),
        None => (text, None),
    };
    let hint = hint.or_else(|| (!values.is_empty()).then_some(Kind::Category));
    let why = why.map_or_else(
        || format!("{} usually has {}.", with_article(entity), with_article(text).to_lowercase()),
        str::to_owned,
    );
    Some(KnownAttribute { name: text.to_owned(), hint, nullable, values, default, why })
}

fn parent(text: &str, why: Option<&str>, entity: &str) -> Parent {
    let mut parent = Parent {
        entity: String::new(),
        role: None,
        cardinality: Cardinality::Many,
        optional: false,
        owned: false,
        why: String::new(),
    };
    let (name, role) = match text.split_once(" as ") {
        Some((name, role)) => (name, Some(role)),
        None => (text, None),
    };
    let mut words = Vec::new();
    for word in role.unwrap_or(name).split_whitespace() {
        match word {
            "?" => parent.optional = true,
            "1" => parent.cardinality = Cardinality::AtMostOne,
            "owned" => parent.owned = true,
            word => words.push(word),
        }
    }
    let last = words.join(" ");
    match role {
        Some(_) => (parent.entity, parent.role) = (name.trim().to_owned(), Some(last)),
        None => parent.entity = last,
    }
    let called = parent.role.as_ref().unwrap_or(&parent.entity);
    parent.why = why.map_or_else(
        || match (parent.optional, parent.cardinality) {
            (false, Cardinality::Many) => format!("Each {entity} has one {called}; one {called} can have many."),
            (true, Cardinality::Many) => format!("{} can have one {called}.", with_article(entity)),
            (_, Cardinality::AtMostOne) => format!("Each {called} has at most one {entity}."),
        },
        str::to_owned,
    );
    parent
}

/// `A loan`, `An order`.
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
    format!("{article} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_values() {
        let file = read(
            "entity loan = checkout, borrowing\n why A loan.\n - due date\n - fee [money] ? : Late returns cost.\n \
             - status {active, over} = active\n > employee as clerk ? : Who did it.\n > order 1 owned\n \
             key loan, order : One each.\n check a > b : A is more.\n rule At most five.",
        );
        assert_eq!(file.problems, Vec::<String>::new());
        let loan = &file.entities[0];
        assert_eq!(loan.synonyms, ["checkout", "borrowing"]);
        assert_eq!(loan.attributes[0].why, "A loan usually has a due date.");
        assert_eq!((loan.attributes[1].hint, loan.attributes[1].nullable), (Some(Kind::Money), Some(true)));
        assert_eq!(loan.attributes[2].values, ["active", "over"]);
        assert_eq!(loan.attributes[2].default.as_deref(), Some("active"));
        let clerk = &loan.parents[0];
        assert_eq!((clerk.entity.as_str(), clerk.role.as_deref(), clerk.optional), ("employee", Some("clerk"), true));
        assert_eq!(loan.parents[1].cardinality, Cardinality::AtMostOne);
        assert!(loan.parents[1].owned && loan.keys[0].primary);
        assert_eq!(loan.rules.len(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let check = |text: &str, expected: &str| assert_eq!(read(text).problems, [expected]);
        check("core book", "line 1: core book");
        check("entity a\n- b [colour]", "line 2: - b [colour]");
        check("entity a\nunique b", "line 2: unique b");
        check("nonsense", "line 1: nonsense");
    }
}
