//! The words of a spoken sentence, with contractions taken apart and the marks that structure speech.

use crate::nl::inflection;
use crate::nl::lexicon::{self, List};
use crate::nl::token::{self, tokens};
use crate::schema::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// `'s` of an owner.
    Possessive,
    Comma,
    /// `--`, `—`, ` - `
    Dash,
    Colon,
    Semicolon,
    Mark,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) span: Span,
}

impl Word {
    pub(super) fn is(&self, word: &str) -> bool {
        self.text == word
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }

    /// Whether it stands at the border of a clause or of an item of a list.
    pub(super) fn breaks(&self) -> bool {
        matches!(self.kind, Kind::Comma | Kind::Dash | Kind::Colon | Kind::Semicolon)
    }
}

/// The words of `source[span]`; what stands in brackets is left out.
pub(super) fn words(source: &str, span: Span) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut depth = 0usize;
    for token in tokens(source, span) {
        let mark = if token.kind == token::Kind::Mark { token.lower.as_str() } else { "" };
        match mark {
            "(" | "[" | "（" => depth += 1,
            ")" | "]" | "）" => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let kind = match (token.kind, mark) {
            (token::Kind::Word | token::Kind::Quoted, _) => Kind::Word,
            (token::Kind::Number, _) => Kind::Number,
            (token::Kind::Possessive, _) => Kind::Possessive,
            (_, "," | "，" | "、") => Kind::Comma,
            (_, "-" | "—" | "–") => Kind::Dash,
            (_, ":" | "：") => Kind::Colon,
            (_, ";" | "；") => Kind::Semicolon,
            _ => Kind::Mark,
        };
        match (kind, found.last()) {
            (Kind::Dash, Some(last)) if last.kind == Kind::Dash => continue,
            // `it's`, `who's`: a verb and no owner.
            (Kind::Possessive, Some(last)) if is_short_subject(&last.text) => {
                found.push(Word { text: "is".to_owned(), kind: Kind::Word, span: token.span });
                continue;
            }
            _ => {}
        }
        let (first, rest) = match token.lower.find(['\'', '’']) {
            Some(at) if kind == Kind::Word && !token.lower.ends_with('t') => token.lower.split_at(at),
            _ => (token.lower.as_str(), ""),
        };
        found.push(Word { text: first.to_owned(), kind, span: token.span });
        let verb = match rest.trim_start_matches(['\'', '’']) {
            "ve" => "have",
            "re" => "are",
            "ll" => "will",
            "d" => "would",
            "m" => "am",
            _ => continue,
        };
        found.push(Word { text: verb.to_owned(), kind: Kind::Word, span: token.span });
    }
    found
}

fn is_short_subject(word: &str) -> bool {
    matches!(word, "it" | "that" | "there" | "what" | "who" | "where" | "how" | "he" | "she" | "here" | "when")
}

/// Words of speech that carry no content and are missing in the lexicon of requirement texts.
static FILLERS: List = List::of(
    "honestly obviously really actually plainly strictly just only also too then maybe perhaps basically plus \
    whatever whichever whoever well okay ok yes no please roughly finally lastly first second third next now \
    always never ever already still even yet again once twice anyway somewhere anywhere nowhere somehow sometimes \
    else altogether deliberately separately properly exactly precisely currently today nowadays normally usually \
    typically mostly largely technically physically internally externally officially",
);

static SUBORDINATORS: List = List::of(
    "because since so but although though unless while if until till before after whereas except otherwise hence \
    therefore thus as",
);

static OTHERS: List = List::of("has have had having what how not than themselves someone somebody let ours whatever");

/// Words in `-ly` that are no adverbs.
static NO_MANNER: List =
    List::of("supply assembly family reply anomaly monthly weekly daily hourly yearly quarterly butterfly");

static SPEAKERS: List = List::of("i we you us they he she somebody someone everybody people staff");

/// Whether a word joins or refers instead of naming something.
pub(super) fn is_function(word: &str) -> bool {
    lexicon::is_determiner(word)
        || lexicon::is_preposition(word)
        || lexicon::is_pronoun(word)
        || lexicon::is_conjunction(word)
        || lexicon::is_modal(word)
        || lexicon::is_auxiliary(word)
        || lexicon::is_relative(word)
        || is_filler(word)
        || is_subordinator(word)
        || OTHERS.contains(word)
}

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(word) || lexicon::is_adverb(word) && !matches!(word, "not" | "how" | "why")
}

pub(super) fn is_subordinator(word: &str) -> bool {
    SUBORDINATORS.contains(word)
}

/// `we`, `they`: whoever keeps the books.
pub(super) fn is_speaker(word: &str) -> bool {
    SPEAKERS.contains(word)
}

pub(super) fn is_wh(word: &str) -> bool {
    matches!(word, "which" | "what" | "who" | "whom" | "whose" | "when" | "where" | "how" | "whether" | "why")
}

/// An adverb in `-ly`.
pub(super) fn is_manner(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ly") && !NO_MANNER.contains(word)
}

/// Verbs of speech that the lexicon of requirement texts does not have.
static VERBS: List = List::of(
    "tie hang land pin expose declare come roll stamp fall stand span drop pull push lie hit cut ring turn hand \
    last draw split nest bundle wrap map mirror yield stick subdivide bind anchor count feed flow pass sit die \
    happen exist matter drive bring need want get put look work mean treat flag journal quote clear settle pair \
    break catch throw pick swap sort step touch reach govern dictate determine fix quit move lapse mature accrue",
);

/// The base form of a verb and its form, with the verbs of speech.
pub(super) fn verb_form(word: &str) -> Option<(&'static str, inflection::Form)> {
    inflection::verb(word).or_else(|| {
        let known = |stem: &str| VERBS.find(stem);
        if let Some(base) = known(word) {
            return Some((base, inflection::Form::Base));
        }
        if let Some(base) =
            word.strip_suffix('s').and_then(|stem| known(stem).or_else(|| stem.strip_suffix('e').and_then(known)))
        {
            return Some((base, inflection::Form::Third));
        }
        word.strip_suffix("ed")
            .and_then(|stem| known(stem).or_else(|| VERBS.find(&format!("{stem}e"))))
            .map(|base| (base, inflection::Form::Past))
    })
}
