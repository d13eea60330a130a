//! What the names of a table and a column say.
//!
//! The vocabulary is data (`vocabulary.txt`): phrases with their class, a confidence and the setting in which they mean
//! it. `name` is personal in a table of people and nothing in a table of products.

use super::Class;
use super::words::*;
use crate::schema::{Column, ColumnType, Table, singular, words};
use std::sync::OnceLock;

/// What a table is about, as far as it changes what its columns mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setting {
    pub person: bool,
    pub child: bool,
    pub health: bool,
    pub card: bool,
    /// Its cards are no payment cards.
    pub other_card: bool,
    pub login: bool,
    pub movement: bool,
    /// A shop, a city, a company: its address and telephone are nobody's.
    pub place: bool,
    /// Its clients, users and owners are programs.
    pub program: bool,
}

/// A class that something speaks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub class: Class,
    /// 0 to 1.
    pub confidence: f32,
    pub evidence: String,
}

impl Setting {
    /// What the name of a table and the names of its columns say.
    pub fn of(table: &Table) -> Self {
        let own: Vec<String> = words(&table.name.name).iter().map(|word| singular(word)).collect();
        let is = |list: &str| own.iter().any(|word| is_in(list, word));
        let last = |list: &str| own.last().is_some_and(|word| is_in(list, word));
        let columns: Vec<String> = table.columns.iter().map(|column| words(&column.name).concat()).collect();
        let has = |names: &[&str]| columns.iter().any(|column| names.contains(&column.as_str()));
        let named =
            has(&["firstname", "lastname", "surname", "givenname", "familyname", "dateofbirth", "birthdate", "dob"]);
        // A centre for children is a place, unless it is about one of them.
        let is_young = has(&["age", "birthday", "childname"]) || columns.iter().any(|name| name.ends_with("age"));
        let child = is(CHILDREN) && (!last(PLACES) || named || is_young)
            || is("student") && columns.iter().any(|name| name.contains("guardian") || name.contains("parent"));
        let people = last(PEOPLE) || is(PEOPLE) && last(STILL_PEOPLE);
        let whereabouts = last("location position")
            && (is(PEOPLE) || is(VEHICLES) || table.columns.iter().any(|column| speaks_of(column, PEOPLE)));
        let place = last(PLACES) && !named && !whereabouts && !child;
        let password = columns.iter().any(|name| name.contains("password") || name.contains("passwd"));
        Self {
            person: (people && !is(PROGRAMS) || named || child || is("address")) && !place,
            child,
            health: is(HEALTH) || is("patient"),
            card: is(CARDS) || has(&["cvv", "cvc", "cardholder", "expmonth", "cardexpiry", "expirymonth"]),
            other_card: is(HOLDERS_OF_OTHER_CARDS),
            login: password,
            movement: is(MOVEMENTS) || whereabouts,
            place,
            program: is(PROGRAMS),
        }
    }
}

/// A word in the singular, and the short forms of `number` in full.
fn plain(word: &str) -> String {
    match word {
        "no" | "nr" | "nbr" => "number".to_owned(),
        other => singular(other),
    }
}

fn speaks_of(column: &Column, list: &str) -> bool {
    words(&column.name).iter().any(|word| is_in(list, &singular(word)))
}

/// The strongest claim of a column's name; `None` where it says nothing.
pub fn claim(column: &Column, setting: &Setting, in_key: bool) -> Option<Claim> {
    let own: Vec<String> = words(&column.name).iter().map(|word| plain(word)).collect();
    if is_about(&own, column) {
        // When something was diagnosed or prescribed is about health as well.
        return by_table(column, setting, in_key, &own).filter(|_| column.data_type.is_temporal());
    }
    let strongest = (vocabulary().iter())
        .filter_map(|entry| Some((entry, entry.applies(&own, setting)?)))
        .map(|(entry, confidence)| (entry, confidence * fit(entry.class, column)))
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then(a.phrase.len().cmp(&b.phrase.len())));
    match strongest {
        Some((entry, confidence)) if confidence > 0.0 => {
            let evidence = format!("the name says {}", entry.phrase.join(" "));
            Some(Claim { class: entry.class, confidence, evidence })
        }
        _ => by_table(column, setting, in_key, &own),
    }
}

/// In a table of diagnoses every fact is about health, whatever its name.
fn by_table(column: &Column, setting: &Setting, in_key: bool, own: &[String]) -> Option<Claim> {
    let bookkeeping = own.iter().any(|word| {
        ["id", "created", "updated", "deleted", "by", "uuid", "lab", "lot", "batch"].contains(&word.as_str())
    });
    let medical = setting.health && !setting.person && !in_key && !bookkeeping;
    medical
        .then(|| Claim { class: Class::Health, confidence: 0.6, evidence: "the table is about health".to_owned() })
        .filter(|_| column.generated.is_none())
}

/// Whether the name speaks of something about the data rather than of the data.
fn is_about(own: &[String], column: &Column) -> bool {
    let last = own.last().map_or("", String::as_str);
    let flag = own.first().is_some_and(|word| is_in(BEFORE, word));
    let changed = column.data_type.is_temporal() && ["at", "on"].contains(&last) && own.len() > 2;
    let named_id =
        ["national_id", "tax_id", "vat_id", "advertising_id", "cookie_id", "visitor_id", "insurance_member_id"];
    let is_id = named_id.iter().any(|name| own.join("_").ends_with(name));
    flag || changed || own.len() > 1 && is_in(ABOUT, last) && !is_id && !is_whole_phrase(own)
}

/// `marital_status` ends like a status of something, but is a phrase of its own.
fn is_whole_phrase(own: &[String]) -> bool {
    vocabulary().iter().any(|entry| own.ends_with(&entry.phrase) && entry.phrase.len() > 1)
        || own.len() > 1
            && own.last().is_some_and(|last| last == "url")
            && own.iter().any(|word| ["avatar", "photo", "picture"].contains(&word.as_str()))
}

/// How well a type can hold a class: a boolean is no telephone number.
fn fit(class: Class, column: &Column) -> f32 {
    match (&column.data_type, class) {
        (ColumnType::Boolean, Class::Health | Class::SpecialCategory | Class::Child) => 0.95,
        (ColumnType::Boolean, _) => 0.0,
        // A number opens little; it is more often a count.
        (data_type, Class::Credentials) if data_type.is_numeric() => 0.6,
        (ColumnType::Timestamp { .. }, Class::Credentials | Class::Payment | Class::Location) => 0.2,
        _ => 1.0,
    }
}

struct Entry {
    class: Class,
    confidence: f32,
    setting: String,
    phrase: Vec<String>,
}

impl Entry {
    /// How much the phrase says about a name in this setting; `None` where it does not occur.
    fn applies(&self, own: &[String], setting: &Setting) -> Option<f32> {
        let before = self.place_in(own)?;
        let whose = before.iter().any(|word| is_in(PEOPLE, word) || is_in(WHOSE, word)) && !setting.program;
        let child = before.iter().any(|word| is_in(CHILDREN, word));
        let person = setting.person || whose || child;
        let matches = match self.setting.as_str() {
            "person" => {
                let own_words = |word: &String| is_in(WHICH, word) || is_in(NAMES, word) || word.len() < 3;
                whose || child || setting.person && before.iter().all(own_words)
            }
            "address" => person && (whose || !setting.place),
            "health" => setting.health,
            "card" => setting.card,
            "login" => setting.login,
            "movement" => setting.movement && !setting.place,
            _ => true,
        };
        if !matches {
            return None;
        }
        // A shop's telephone is nobody's; its mail address may be somebody's.
        let nobodys = setting.place && !whose;
        let weight = match (nobodys, self.class) {
            (_, Class::Payment)
                if setting.other_card && !setting.card && self.phrase.starts_with(&["card".to_owned()]) =>
            {
                0.5
            }
            (true, Class::Location) => 0.3,
            (true, Class::Personal) if self.phrase.iter().any(|word| word.contains("mail") || word == "contact") => 0.7,
            (true, Class::Personal) => 0.5,
            _ => 1.0,
        };
        Some(self.confidence * weight)
    }

    /// The words before the phrase, where the name ends in it.
    fn place_in<'w>(&self, own: &'w [String]) -> Option<&'w [String]> {
        let glued = self.phrase.concat();
        let tail = |rest: &[String]| {
            let said = rest.iter().take_while(|word| !["for", "of"].contains(&word.as_str()));
            said.into_iter().all(|word| is_in(WHICH, word) || word.bytes().all(|b| b.is_ascii_digit()))
        };
        for start in 0..own.len() {
            let rest = &own[start..];
            if rest.starts_with(&self.phrase) && tail(&rest[self.phrase.len()..]) {
                return Some(&own[..start]);
            }
            // `firstname`, `phone2`.
            if self.phrase.len() > 1 && rest[0] == glued && tail(&rest[1..]) {
                return Some(&own[..start]);
            }
            let bare = rest[0].trim_end_matches(|c: char| c.is_ascii_digit());
            if self.phrase.len() == 1 && bare == glued && bare.len() > 3 && rest.len() == 1 {
                return Some(&own[..start]);
            }
        }
        None
    }
}

fn vocabulary() -> &'static [Entry] {
    static VOCABULARY: OnceLock<Vec<Entry>> = OnceLock::new();
    VOCABULARY.get_or_init(|| read(include_str!("vocabulary.txt")))
}

/// Reads the vocabulary; lines that do not fit are left out, and a test sees that there are none.
fn read(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((head, phrases)) = line.split_once(':') else { continue };
        let mut head = head.split_whitespace();
        let (Some(Ok(class)), Some(Ok(confidence)), Some(setting)) =
            (head.next().map(str::parse), head.next().map(str::parse), head.next())
        else {
            continue;
        };
        for phrase in phrases.split(',') {
            let phrase = phrase.split_whitespace().map(plain).collect();
            entries.push(Entry { class, confidence, setting: setting.to_owned(), phrase });
        }
    }
    entries
}

/// What a text about a column says: its comment, or the words of the description it comes from.
pub fn claim_of_text(text: &str, column: &Column) -> Option<Claim> {
    let own: Vec<String> = words(text).iter().map(|word| singular(word)).collect();
    let said = (vocabulary().iter())
        .filter(|entry| entry.setting == "any" && own.windows(entry.phrase.len()).any(|part| part == entry.phrase))
        .map(|entry| (entry, entry.confidence * 0.7 * fit(entry.class, column)))
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then(a.phrase.len().cmp(&b.phrase.len())))?;
    let (entry, confidence) = said;
    let evidence = format!("a text about it says {}", entry.phrase.join(" "));
    (confidence > 0.0).then_some(Claim { class: entry.class, confidence, evidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_vocabulary_is_read() {
        let text = include_str!("vocabulary.txt");
        let phrases = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
        let count: usize = phrases.map(|(_, phrases)| phrases.split(',').count()).sum();
        assert_eq!(vocabulary().len(), count);
        let settings = ["any", "person", "health", "card", "login", "movement", "address"];
        assert!(vocabulary().iter().all(|entry| settings.contains(&entry.setting.as_str())));
        assert!(vocabulary().iter().all(|entry| entry.class.is_sensitive() && (0.5..1.0).contains(&entry.confidence)));
    }
}
