//! Parts of speech, by word lists and by rules for the words that can be several.
//!
//! Requirement texts use the same words as nouns and verbs (`records`, `orders`, `places`). The rules below decide by
//! the words on both sides, in the manner of Brill's transformation rules, but written by hand for such texts.

use super::inflection::{self, Form};
use super::lexicon as words;
use super::token::{Kind, Token};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Noun,
    /// A finite verb or an infinitive.
    Verb,
    /// `stored`, `linked`: a passive or an adjective, as the words around it tell.
    Participle,
    /// `recording`: a verb or the noun that it makes.
    Gerund,
    Modal,
    Auxiliary,
    Adjective,
    Adverb,
    Determiner,
    Preposition,
    /// `to` before a verb.
    Infinitive,
    Pronoun,
    Conjunction,
    /// `that`, `which`, `who`, `where` after a noun.
    Relative,
    Number,
    Possessive,
    Mark,
}

/// The tags of a sentence's tokens.
pub fn tags(tokens: &[Token]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(tokens.len());
    for i in 0..tokens.len() {
        let tag = tag(tokens, &tags, i);
        tags.push(tag);
    }
    tags
}

fn tag(tokens: &[Token], before: &[Tag], i: usize) -> Tag {
    let token = &tokens[i];
    match token.kind {
        Kind::Mark => return if token.is("&") || token.is("+") { Tag::Conjunction } else { Tag::Mark },
        Kind::Number => return Tag::Number,
        Kind::Possessive => return Tag::Possessive,
        Kind::Quoted => return Tag::Noun,
        Kind::Word => {}
    }
    let word = token.lower.as_str();
    let previous = before.last().copied();
    let noun_before = matches!(previous, Some(Tag::Noun));
    if word == "to" {
        let verb_after = tokens.get(i + 1).is_some_and(|next| {
            matches!(inflection::verb(&next.lower), Some((_, Form::Base)))
                || matches!(next.lower.as_str(), "be" | "have" | "also")
        });
        return if verb_after { Tag::Infinitive } else { Tag::Preposition };
    }
    if words::is_modal(word) && !(word == "will" && matches!(previous, Some(Tag::Determiner))) {
        return Tag::Modal;
    }
    // `Username, Is Admin, Is Developer`: a name in capitals within a list.
    let named = token.capital
        && previous == Some(Tag::Mark)
        && i > 1
        && tokens[i - 1].is_mark(',')
        && tokens.get(i + 1).is_some_and(|next| next.capital);
    // `has been graded`
    let perfect = matches!(word, "has" | "have" | "had") && tokens.get(i + 1).is_some_and(|next| next.is("been"));
    // `get repaired`, `gets fully refunded`
    let becomes = matches!(word, "get" | "gets" | "got" | "getting") && {
        let next = tokens[i + 1..].iter().find(|next| !words::is_adverb(&next.lower));
        next.is_some_and(|next| matches!(inflection::verb(&next.lower), Some((_, Form::Past))))
    };
    if words::is_auxiliary(word) || perfect || becomes {
        return if named { Tag::Noun } else { Tag::Auxiliary };
    }
    if words::is_relative(word) && (noun_before || previous == Some(Tag::Mark) || previous == Some(Tag::Preposition)) {
        let determiner = word == "that" && !noun_before;
        return if determiner { Tag::Determiner } else { Tag::Relative };
    }
    // `each with a name`, `one has`: no noun follows the determiner.
    if words::is_determiner(word) {
        return Tag::Determiner;
    }
    if words::is_pronoun(word) {
        return Tag::Pronoun;
    }
    if words::is_conjunction(word) {
        return Tag::Conjunction;
    }
    if words::is_preposition(word) {
        return if word == "like" && is_liking(tokens, before) { Tag::Verb } else { Tag::Preposition };
    }
    if words::is_adverb(word) {
        return Tag::Adverb;
    }
    // `is paid by`, though a status can be paid as well.
    let done = previous == Some(Tag::Auxiliary) && tokens.get(i + 1).is_some_and(|next| next.is("by"));
    if done && matches!(inflection::verb(word), Some((_, Form::Past))) {
        return Tag::Participle;
    }
    let may_be_verb =
        matches!(previous, Some(Tag::Modal | Tag::Infinitive | Tag::Pronoun | Tag::Relative)) || noun_before;
    if words::is_adjective(word) && !may_be_verb {
        return Tag::Adjective;
    }
    if let Some((base, form)) = inflection::verb(word) {
        return verb_or_noun(tokens, before, i, base, form);
    }
    if words::is_adjective(word) {
        return Tag::Adjective;
    }
    let after_modal = matches!(previous, Some(Tag::Modal | Tag::Infinitive));
    if after_modal && word.is_ascii() && word.len() > 2 {
        return Tag::Verb;
    }
    if word.len() > 4
        && word.ends_with("ly")
        && !word.ends_with("ily")
        && word != "supply"
        && word != "assembly"
        && word != "family"
    {
        return Tag::Adverb;
    }
    if word.len() > 4 && word.ends_with("ed") && !matches!(word, "speed" | "breed" | "feed" | "seed" | "need") {
        return Tag::Participle;
    }
    Tag::Noun
}

/// Whether `like` is a verb after these: `can like posts`, `to follow users and like posts`.
fn is_liking(tokens: &[Token], before: &[Tag]) -> bool {
    let joined = |i: usize| tokens[i].is("and") || tokens[i].is("or") || tokens[i].is_mark(',');
    match before.last() {
        Some(Tag::Modal | Tag::Infinitive) => true,
        Some(Tag::Conjunction | Tag::Mark) => {
            joined(before.len() - 1) && before.iter().any(|tag| matches!(tag, Tag::Modal | Tag::Infinitive))
        }
        _ => false,
    }
}

/// Decides about a word that is a form of a known verb.
fn verb_or_noun(tokens: &[Token], before: &[Tag], i: usize, base: &str, form: Form) -> Tag {
    let previous = before.last().copied();
    let next = tokens.get(i + 1);
    let opens = |token: &Token| {
        token.kind == Kind::Quoted
            || token.kind == Kind::Number
            || words::is_determiner(&token.lower)
            || words::is_pronoun(&token.lower)
            || words::is_adjective(&token.lower)
    };
    let next_opens_phrase = next.is_some_and(opens);
    let starts = match previous {
        None | Some(Tag::Mark | Tag::Conjunction) => true,
        Some(Tag::Adverb) => before.len() == 1,
        _ => false,
    };
    let noun_first = words::is_noun_first(base);
    match form {
        Form::Past => Tag::Participle,
        Form::Progressive if is_usual_noun(&tokens[i].lower) && !next_opens_phrase => Tag::Noun,
        Form::Progressive => Tag::Gerund,
        // `Password Reset Key`: names in capitals are nouns throughout.
        Form::Base | Form::Third
            if tokens[i].capital && i > 0 && tokens[i - 1].capital && previous == Some(Tag::Noun) =>
        {
            Tag::Noun
        }
        Form::Base | Form::Third => match previous {
            Some(Tag::Modal | Tag::Infinitive) => Tag::Verb,
            // `where authors write posts`: what follows is the verb.
            Some(Tag::Relative)
                if noun_first
                    && form == Form::Third
                    && tokens[i - 1].is("where")
                    && next.is_some_and(|n| {
                        words::is_modal(&n.lower) || matches!(inflection::verb(&n.lower), Some((_, Form::Base)))
                    }) =>
            {
                Tag::Noun
            }
            Some(Tag::Pronoun | Tag::Relative) => Tag::Verb,
            Some(Tag::Auxiliary) => Tag::Noun,
            Some(Tag::Determiner) if words::is_has_verb(base) && form == Form::Third => Tag::Verb,
            // `each works in a department`
            Some(Tag::Determiner)
                if form == Form::Third
                    && tokens[i - 1].is("each")
                    && next.is_some_and(|n| words::is_preposition(&n.lower) && !n.is("of")) =>
            {
                Tag::Verb
            }
            Some(Tag::Determiner | Tag::Adjective | Tag::Possessive | Tag::Number | Tag::Preposition) => {
                // `each has`, `for each one needs`: handled above; `the following include`.
                if noun_first || form == Form::Base || previous != Some(Tag::Adjective) { Tag::Noun } else { Tag::Verb }
            }
            // `belongs to a customer and contains line items`
            Some(Tag::Conjunction)
                if form == Form::Third
                    && !noun_first
                    && words::is_has_verb(base)
                    && verb_before(before)
                    && next.is_some_and(|n| n.kind == Kind::Word && !words::is_conjunction(&n.lower)) =>
            {
                Tag::Verb
            }
            // `has a name and works in one department`
            Some(Tag::Conjunction)
                if form == Form::Third
                    && verb_before(before)
                    && next.is_some_and(|n| words::is_preposition(&n.lower) && !n.is("of")) =>
            {
                Tag::Verb
            }
            _ if starts && form == Form::Base => {
                let verb_list = matches!(previous, Some(Tag::Conjunction | Tag::Mark)) && verb_before(before);
                let order = words::is_imperative(base)
                    && !next.is_some_and(|n| n.is_mark(',') || words::is_auxiliary(&n.lower))
                    && (!noun_first || !next.is_some_and(names_after) || speaks_of(tokens, i));
                let takes_object = next_opens_phrase && (!noun_first || verb_list || before.is_empty());
                let one_of_several = verb_list
                    && next.is_some_and(|n| n.kind == Kind::Word || n.is_mark(','))
                    && directly_in_verb_list(before);
                if order || takes_object || one_of_several {
                    Tag::Verb
                } else if noun_first {
                    Tag::Noun
                } else if next.is_some_and(|n| {
                    n.kind == Kind::Word && !words::is_auxiliary(&n.lower) && !words::is_modal(&n.lower)
                }) {
                    Tag::Verb
                } else {
                    Tag::Noun
                }
            }
            _ if starts
                && words::is_imperative(base)
                && next.is_some_and(|n| !names_after(n) && n.kind != Kind::Mark) =>
            {
                Tag::Verb
            }
            // `Category management: organizes users into categories`
            _ if starts
                && form == Form::Third
                && !noun_first
                && tokens[..i].last().is_none_or(|t| t.is_mark(':'))
                && next.is_some_and(|n| !matches!(inflection::verb(&n.lower), Some((_, Form::Base))))
                && next.is_some_and(|n| {
                    n.kind == Kind::Word && !words::is_auxiliary(&n.lower) && !words::is_modal(&n.lower)
                }) =>
            {
                Tag::Verb
            }
            // `records the sale, and links sales to people`
            Some(Tag::Conjunction)
                if form == Form::Third
                    && !noun_first
                    && third_before(tokens, before)
                    && next.is_some_and(|n| {
                        n.kind == Kind::Word && !words::is_conjunction(&n.lower) && !words::is_auxiliary(&n.lower)
                    }) =>
            {
                Tag::Verb
            }
            _ if starts => {
                if noun_first || !next_opens_phrase {
                    Tag::Noun
                } else {
                    Tag::Verb
                }
            }
            Some(Tag::Gerund) if form == Form::Base => Tag::Noun,
            Some(Tag::Noun) if form == Form::Base && described_subject(tokens, before, i) => Tag::Verb,
            Some(Tag::Noun | Tag::Gerund) => after_noun(tokens, i, base, form, next_opens_phrase),
            Some(Tag::Adverb) => {
                if noun_first && !next_opens_phrase {
                    Tag::Noun
                } else {
                    Tag::Verb
                }
            }
            Some(Tag::Participle | Tag::Verb) => {
                if next_opens_phrase && !noun_first {
                    Tag::Verb
                } else {
                    Tag::Noun
                }
            }
            _ => Tag::Noun,
        },
    }
}

/// Gerunds that name things more often than doings.
fn is_usual_noun(word: &str) -> bool {
    matches!(
        word,
        "meeting"
            | "building"
            | "booking"
            | "rating"
            | "listing"
            | "training"
            | "warning"
            | "setting"
            | "settings"
            | "painting"
            | "drawing"
            | "screening"
            | "offering"
            | "reading"
            | "posting"
            | "ranking"
            | "spelling"
            | "opening"
            | "hearing"
            | "viewing"
    )
}

/// `Record management`: what follows makes a compound noun of a word that could be an order.
fn names_after(next: &Token) -> bool {
    words::is_activity(&next.lower)
        || words::is_generic(&next.lower)
        || words::is_attribute_head(&next.lower)
        || words::is_preposition(&next.lower)
}

/// `record information about each order`: the information is the object.
fn speaks_of(tokens: &[Token], i: usize) -> bool {
    let generic = tokens.get(i + 1).is_some_and(|t| words::is_generic(&t.lower));
    generic
        && tokens.get(i + 2).is_some_and(|t| {
            matches!(t.lower.as_str(), "for" | "about" | "of" | "on" | "such" | "including" | "regarding")
        })
}

/// Whether a verb in the third person comes before.
fn third_before(tokens: &[Token], before: &[Tag]) -> bool {
    tokens
        .iter()
        .zip(before)
        .any(|(token, tag)| *tag == Tag::Verb && matches!(inflection::verb(&token.lower), Some((_, Form::Third))))
}

fn verb_before(before: &[Tag]) -> bool {
    before.iter().rev().take(8).any(|tag| matches!(tag, Tag::Verb | Tag::Modal | Tag::Infinitive))
}

/// `can add, edit and`: nothing but verbs and marks since the modal.
fn directly_in_verb_list(before: &[Tag]) -> bool {
    before
        .iter()
        .rev()
        .find(|tag| !matches!(tag, Tag::Mark | Tag::Conjunction | Tag::Adverb))
        .is_some_and(|tag| matches!(tag, Tag::Verb))
}

/// `Customers with name and email place orders`: the subject in the plural is described, and no verb came yet.
fn described_subject(tokens: &[Token], before: &[Tag], i: usize) -> bool {
    let Some(with) = tokens[..i].iter().position(|t| t.is("with")).filter(|at| (1..=3).contains(at)) else {
        return false;
    };
    let verbless = !before.iter().any(|tag| matches!(tag, Tag::Verb | Tag::Modal | Tag::Auxiliary));
    let plain = !tokens[..i].iter().any(|t| t.is_mark(':') || t.is_mark(';') || t.is_mark('('));
    let object = tokens.get(i + 1).is_some_and(|next| {
        words::is_determiner(&next.lower) || next.kind == Kind::Word && inflection::is_plural(&next.lower)
    });
    let ends = tokens.get(i + 2).is_none_or(|t| t.kind == Kind::Mark || !words::is_conjunction(&t.lower));
    let mut last = tokens[..i].iter().rev();
    let singular = last.next().is_some_and(|t| !inflection::is_plural(&t.lower));
    inflection::is_plural(&tokens[with - 1].lower) && verbless && plain && object && ends && singular && i > with + 1
}

/// `the system records orders`, `customer orders are`, `users review products`, `a purchase order has`.
fn after_noun(tokens: &[Token], i: usize, base: &str, form: Form, next_opens_phrase: bool) -> Tag {
    let plural_before = tokens.get(i.wrapping_sub(1)).is_some_and(|t| inflection::is_plural(&t.lower));
    let noun_first = words::is_noun_first(base);
    // `the data helps find`
    if base == "help" && form == Form::Third {
        return Tag::Verb;
    }
    let Some(next) = tokens.get(i + 1) else { return if noun_first { Tag::Noun } else { Tag::Verb } };
    if next_opens_phrase {
        return if form == Form::Base && !plural_before && noun_first { Tag::Noun } else { Tag::Verb };
    }
    // `approval records include`: a plural before a verb of having is its subject.
    let has = |n: &Token| matches!(inflection::verb(&n.lower), Some((base, Form::Base)) if words::is_has_verb(base) && base != "feature" && base != "cover" && base != "hold");
    let next_is_verb = words::is_auxiliary(&next.lower)
        || words::is_modal(&next.lower)
        || next.is("has")
        || form == Form::Third && has(next)
        || next.is("have")
        || form == Form::Third && (next.is("need") || next.is("require"));
    if next_is_verb
        || next.kind == Kind::Possessive
        || next.is_mark(',')
        || next.is_mark(')')
        || words::is_conjunction(&next.lower)
    {
        return if noun_first || next_is_verb { Tag::Noun } else { Tag::Verb };
    }
    // `each employee works in a department`
    let counted = i > 1 && tokens[..i - 1].iter().rev().take(4).any(|t| words::is_determiner(&t.lower));
    if form == Form::Third && !plural_before && counted && words::is_preposition(&next.lower) && !next.is("of") {
        return Tag::Verb;
    }
    if words::is_preposition(&next.lower) || next.kind == Kind::Mark {
        let verbal = !noun_first && next.kind != Kind::Mark || next.is_mark(':') && words::is_has_verb(base);
        return if verbal { Tag::Verb } else { Tag::Noun };
    }
    // A noun follows: the word is the verb unless another finite verb comes before the next break.
    let another = tokens[i + 1..].iter().take_while(|t| t.kind != Kind::Mark).take(8).any(|t| {
        words::is_auxiliary(&t.lower)
            || words::is_modal(&t.lower)
            || matches!(inflection::verb(&t.lower), Some((b, Form::Third)) if !words::is_noun_first(b))
    });
    let agrees = (form == Form::Third) != plural_before;
    if agrees && (!another || !noun_first) { Tag::Verb } else { Tag::Noun }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::token::tokens;
    use crate::schema::Span;

    /// Nouns in upper case, verbs with an exclamation mark, the rest as it is.
    fn check(text: &str, expected: &str) {
        let tokens = tokens(text, Span { start: 0, end: text.len() });
        let shown: Vec<String> = tokens
            .iter()
            .zip(tags(&tokens))
            .map(|(token, tag)| match tag {
                Tag::Noun => token.lower.to_uppercase(),
                Tag::Verb => format!("{}!", token.lower),
                _ => token.lower.clone(),
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn ambiguous_words_are_told_by_their_neighbours() {
        check("The system records orders", "the SYSTEM records! ORDERS");
        check("Customer orders are stored", "CUSTOMER ORDERS are stored");
        check("Users can rate and review products", "USERS can rate! and review! PRODUCTS");
        check("Orders that contain multiple products", "ORDERS that contain! multiple PRODUCTS");
        check("Each order contains a review", "each ORDER contains! a REVIEW");
        check("Record the name of each place", "record! the NAME of each PLACE");
        check("A customer places many orders", "a CUSTOMER places! many ORDERS");
        check("Order management includes reports", "ORDER MANAGEMENT includes! REPORTS");
        check("Users have wishlists", "USERS have! WISHLISTS");
    }
}
