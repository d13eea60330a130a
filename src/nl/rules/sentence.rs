//! A sentence with what it mentions of the schema, and how a mention finds its column.

use super::vocabulary::{Mention, Place, Vocabulary};
use super::word::{Word, words};
use crate::schema::{Id, Schema, Span};

pub struct Sentence<'a> {
    pub schema: &'a Schema,
    pub words: Vec<Word>,
    pub mentions: Vec<Mention>,
    /// The table that the section is about.
    pub topic: Option<Id>,
    /// The table that the sentence before was about, for pronouns.
    pub previous: Option<Id>,
}

/// Longer sentences are data or listings; nobody states a rule in them.
const MOST_WORDS: usize = 120;

/// A column that a reader would take for the one meant has at least this score.
const SURE: f32 = 2.0;
/// The best reading must be better than the next by this much.
const MARGIN: f32 = 0.3;

impl<'a> Sentence<'a> {
    pub fn read(text: &str, span: Span, schema: &'a Schema, vocabulary: &Vocabulary) -> Self {
        let mut words = words(text, span);
        words.truncate(MOST_WORDS);
        let mentions = vocabulary.mentions(&words);
        Self { schema, words, mentions, topic: None, previous: None }
    }

    /// Whether the words from `at` on are these.
    pub fn says(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        for expected in phrase.split(' ') {
            if !self.words.get(end)?.is(expected) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The end of the first of these phrases that stands at `at`.
    pub fn says_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.says(at, phrase))
    }

    /// Where one of these phrases stands first: its start and end.
    pub fn find(&self, phrases: &[&str]) -> Option<(usize, usize)> {
        (0..self.words.len()).find_map(|at| self.says_any(at, phrases).map(|end| (at, end)))
    }

    pub fn has_word(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| word.is_any(words))
    }

    pub fn table_mentions(&self) -> impl Iterator<Item = (&Mention, Id)> {
        self.mentions.iter().filter_map(|mention| mention.table().map(|id| (mention, id)))
    }

    /// The table that the sentence speaks of first.
    pub fn subject(&self) -> Option<Id> {
        let outright = |m: &&Mention| m.columns().all(|(place, _)| place.reference);
        self.mentions.iter().filter(outright).find_map(Mention::table)
    }

    /// The column that a mention means, if the words around leave no doubt.
    pub fn column(&self, mention: &Mention) -> Option<Place> {
        let modified = if self.is_modified(mention) { 1.2 } else { 0.0 };
        let mut scored: Vec<(f32, &Place)> = mention
            .columns()
            .map(|(place, strength)| (strength * 2.0 + self.support(mention, place.table) - modified, place))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, place) = *scored.first()?;
        let next = scored.get(1).map_or(f32::NEG_INFINITY, |(score, _)| *score);
        let alone = scored.len() == 1;
        let sure = if alone { best >= 1.3 } else { best >= SURE && best - next >= MARGIN };
        sure.then(|| place.clone())
    }

    /// The column that a mention means most likely, in doubt too.
    pub fn likeliest(&self, mention: &Mention) -> Option<Id> {
        let score = |place: &Place, strength: f32| strength * 2.0 + self.support(mention, place.table);
        let best = mention.columns().max_by(|a, b| score(a.0, a.1).total_cmp(&score(b.0, b.1)))?.0;
        self.schema.table_by_id(best.table)?.column(&best.column).map(|column| column.id)
    }

    /// How much the sentence speaks for this table as the one whose column a mention means.
    fn support(&self, mention: &Mention, table: Id) -> f32 {
        let mut support: f32 = 0.0;
        for (other, _) in self.table_mentions().filter(|(other, id)| *id == table && other.start != mention.start) {
            let before = other.end <= mention.start;
            let near = if before {
                let between = &self.words[other.end..mention.start];
                between.iter().all(|w| w.is_any(&["'s", "'", "'s own"]))
            } else {
                let between = &self.words[mention.end..other.start];
                between.first().is_some_and(|w| w.is_any(&["of", "for", "in", "on"]))
                    && between[1..].iter().all(|w| w.is_any(&["a", "an", "the", "each", "every", "any", "its", "all"]))
            };
            let worth = match (near, before) {
                (true, _) => 3.0,
                (false, true) => 1.5,
                (false, false) => 0.9,
            };
            support = support.max(worth);
        }
        if self.topic == Some(table) {
            support = support.max(1.2);
        }
        if self.previous == Some(table) {
            support = support.max(0.6);
        }
        support
    }

    /// Whether a word before a mention makes it something narrower than the column or table: `the late fee`.
    pub fn is_modified(&self, mention: &Mention) -> bool {
        let Some(before) = mention.start.checked_sub(1).and_then(|at| self.words.get(at)) else { return false };
        let part_of_mention = self.mentions.iter().any(|other| other.end == mention.start);
        !before.is_mark && before.number.is_none() && !part_of_mention && !is_plain(&before.lower)
    }

    /// The column mention that ends before `at`, with only words between that say nothing of their own.
    pub fn column_before(&self, at: usize) -> Option<Place> {
        let mut end = at;
        while end > 0 {
            let last = self.mentions.iter().find(|m| m.end == end);
            if let Some(mention) = last {
                let column = mention.columns().any(|(place, _)| !place.reference);
                if column {
                    return self.column(mention).filter(|place| !place.reference);
                }
                // `the price of a room must be`: the room stands between.
                end = mention.start;
                continue;
            }
            let word = self.words.get(end - 1)?;
            if !is_filler(word) {
                return None;
            }
            end -= 1;
        }
        None
    }

    /// The column mention that begins at `at` or behind an article there.
    pub fn column_at(&self, at: usize) -> Option<(Place, usize)> {
        let mention = self.mention_at(at)?;
        let place = self.column(mention)?;
        Some((place, mention.end))
    }

    pub fn mention_at(&self, at: usize) -> Option<&Mention> {
        let skip = self.words.iter().skip(at).take_while(|w| is_article(w)).count();
        self.mentions.iter().find(|m| m.start == at + skip)
    }

    /// A statement about how things are today, a wish for a list, or a request to find: no rule.
    pub fn is_context(&self) -> bool {
        const ASK: [&str; 9] = ["show", "list", "find", "search", "report", "filter", "display", "reports", "which"];
        const LOOSE: [&str; 12] = [
            "usually",
            "typically",
            "normally",
            "about",
            "around",
            "approximately",
            "roughly",
            "often",
            "average",
            "mostly",
            "currently",
            "sometimes",
        ];
        self.words.first().is_some_and(|w| w.is_any(&ASK)) || self.has_word(&LOOSE)
    }

    /// Whether the sentence limits the rule to some rows.
    pub fn is_conditional(&self) -> bool {
        const IF: [&str; 9] =
            ["if", "unless", "when", "whenever", "except", "while", "until", "depending", "otherwise"];
        let starts_with_for = self.words.first().is_some_and(|w| w.is("for"))
            && !self.words.get(1).is_some_and(|w| w.is_any(&["each", "every", "any", "all", "a", "the"]));
        self.has_word(&IF) || starts_with_for
    }
}

fn is_article(word: &Word) -> bool {
    word.is_any(&["a", "an", "the", "its", "their", "his", "her", "each", "every"])
}

/// Words before a noun that do not narrow it.
fn is_plain(word: &str) -> bool {
    const PLAIN: &str = "a an the its their his her each every any all no this that these those our your own same of and or in \
        on per by with for to from is are be has have must should can may only one two unique valid given whole total \
        stated new as if than both either neither between after before until when where while not into at which whose \
        optional required mandatory numeric positive minimum maximum default many several such also then so";
    PLAIN.split_whitespace().any(|plain| plain == word) || word.ends_with("ly")
}

/// Words between a column and what is said of it.
fn is_filler(word: &Word) -> bool {
    const FILLER: &str = "is are be been being was has have having must should shall can may might will need needs to always ever \
        either the a an its it they them this that which value values only also and but or then both in as of for on with \
        each every any all never not cannot lie lies fall falls range ranges ranging go goes stay stays remain remains given \
        entered from by at per scale least number amount integer whole whose strictly currently rating set limited restricted kept recorded \
        measured expressed stored percent percentage percentages stars points euro euros dollar dollars usd eur minutes hours \
        days years characters kg do does drop drops rise rises exceed where there must";
    word.number.is_some()
        || word.is_mark
            && matches!(word.lower.as_str(), "," | "(" | ":" | "-" | "–" | "—" | "$" | "€" | "£" | ")" | "'s")
        || !word.is_mark && FILLER.split_whitespace().any(|filler| word.is(filler))
}
