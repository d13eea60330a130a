//! Vendors' clauses about storage, which say nothing about the schema and which sqlparser does not know.

use super::split::lexemes;
use crate::dialect::Dialect::{self, MariaDb, MySql, Oracle, SqlServer};

/// A clause: its words, then what follows them.
struct Clause {
    words: &'static [&'static str],
    then: Then,
}

enum Then {
    Nothing,
    /// One word, number or quoted name.
    Value,
    /// Something in parentheses.
    Parentheses,
    /// Everything up to the statement's end.
    Rest,
    /// Only where this token comes next, which is no part of the clause.
    Before(&'static str),
}

const fn clause(words: &'static [&'static str], then: Then) -> Clause {
    Clause { words, then }
}

const ORACLE: &[Clause] = &[
    clause(&["USING", "INDEX"], Then::Nothing),
    clause(&["ENABLE", "ROW", "MOVEMENT"], Then::Nothing),
    clause(&["DISABLE", "ROW", "MOVEMENT"], Then::Nothing),
    clause(&["ENABLE", "VALIDATE"], Then::Nothing),
    clause(&["ENABLE", "NOVALIDATE"], Then::Nothing),
    clause(&["ENABLE"], Then::Nothing),
    clause(&["TABLESPACE"], Then::Value),
    clause(&["INITRANS"], Then::Value),
    clause(&["MAXTRANS"], Then::Value),
    clause(&["PCTFREE"], Then::Value),
    clause(&["PCTUSED"], Then::Value),
    clause(&["STORAGE"], Then::Parentheses),
    clause(&["SEGMENT", "CREATION"], Then::Value),
    clause(&["COMPUTE", "STATISTICS"], Then::Nothing),
    clause(&["LOGGING"], Then::Nothing),
    clause(&["NOLOGGING"], Then::Nothing),
    clause(&["COMPRESS"], Then::Nothing),
    clause(&["NOCOMPRESS"], Then::Nothing),
    clause(&["NOPARALLEL"], Then::Nothing),
    clause(&["PARALLEL"], Then::Nothing),
    clause(&["MONITORING"], Then::Nothing),
    clause(&["NOMONITORING"], Then::Nothing),
    clause(&["NOCACHE"], Then::Nothing),
    clause(&["ON", "NULL"], Then::Before("AS")),
    clause(&["CHAR"], Then::Before(")")),
    clause(&["BYTE"], Then::Before(")")),
];

const SQL_SERVER: &[Clause] = &[
    clause(&["WITH", "CHECK"], Then::Before("ADD")),
    clause(&["WITH", "NOCHECK"], Then::Before("ADD")),
    clause(&[")", "WITH"], Then::Parentheses),
    clause(&["ON", "[PRIMARY]"], Then::Nothing),
    clause(&["ON", "PRIMARY"], Then::Nothing),
    clause(&["TEXTIMAGE_ON"], Then::Value),
    clause(&["FILESTREAM_ON"], Then::Value),
    clause(&["NONCLUSTERED"], Then::Nothing),
    clause(&["CLUSTERED"], Then::Nothing),
    clause(&["NOT", "FOR", "REPLICATION"], Then::Nothing),
    clause(&["ROWGUIDCOL"], Then::Nothing),
];

const MYSQL: &[Clause] = &[
    clause(&["TYPE", "="], Then::Value),
    clause(&["KEY_BLOCK_SIZE", "="], Then::Value),
    clause(&["PARTITION", "BY"], Then::Rest),
    clause(&[")", "BINARY"], Then::Nothing),
    clause(&["USING", "BTREE"], Then::Nothing),
    clause(&["USING", "HASH"], Then::Nothing),
];

/// The statement with these clauses blanked out, so that every place in it stays the same, and those that
/// are lost.
pub fn without_storage(text: &str, dialect: Dialect) -> (String, Vec<String>) {
    let clauses = match dialect {
        Oracle => ORACLE,
        SqlServer => SQL_SERVER,
        MySql | MariaDb => MYSQL,
        _ => &[],
    };
    let tokens: Vec<(&str, usize)> = lexemes(text, dialect).map(|(_, token, start)| (token, start)).collect();
    let mut rest = text.to_owned();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let known = clauses.iter().find_map(|clause| Some((clause, matched(clause, &tokens[at..])?)));
        let Some((clause, length)) = known else {
            at += 1;
            continue;
        };
        // A closing parenthesis only tells where the clause stands.
        let first = if tokens[at].0 == ")" { at + 1 } else { at };
        let last = tokens[at + length - 1];
        let range = tokens[first].1..last.1 + last.0.len();
        // What only spells out the default is no loss.
        found.extend((!matches!(clause.then, Then::Before(_))).then(|| text[range.clone()].to_owned()));
        let blank: String = text[range.clone()].chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
        // Blanks are as many bytes as the text had, so that later ranges still fit.
        let padding = range.len() - blank.len();
        rest.replace_range(range, &(blank + &" ".repeat(padding)));
        at += length;
    }
    (rest, found)
}

/// How many tokens the clause takes where it begins here.
fn matched(clause: &Clause, tokens: &[(&str, usize)]) -> Option<usize> {
    let words = clause.words.len();
    let same = tokens.len() >= words
        && clause.words.iter().zip(tokens).all(|(word, (token, _))| token.eq_ignore_ascii_case(word));
    if !same {
        return None;
    }
    match clause.then {
        Then::Nothing => Some(words),
        Then::Value => (tokens.len() > words).then_some(words + 1),
        Then::Rest => Some(tokens.len()),
        Then::Before(next) => tokens.get(words).filter(|(token, _)| token.eq_ignore_ascii_case(next)).map(|_| words),
        Then::Parentheses => {
            let mut depth = 0_usize;
            for (place, (token, _)) in tokens.iter().enumerate().skip(words) {
                match *token {
                    "(" => depth += 1,
                    ")" => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth == 0 {
                    return (place > words).then_some(place + 1);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_blanked_where_they_stand() {
        let check = |dialect: Dialect, text: &str, expected: &str| {
            let (rest, _) = without_storage(text, dialect);
            assert_eq!(rest.len(), text.len());
            assert_eq!(rest.split_whitespace().collect::<Vec<_>>().join(" "), expected);
        };
        check(Oracle, "a (b varchar2(9 CHAR)) TABLESPACE \"X\" STORAGE (INITIAL 1 (2)) c", "a (b varchar2(9 )) c");
        check(SqlServer, "ALTER TABLE a WITH CHECK ADD b ON [PRIMARY]", "ALTER TABLE a ADD b");
        check(SqlServer, "KEY CLUSTERED (a) WITH (PAD_INDEX = OFF) ON [PRIMARY]", "KEY (a)");
        check(MySql, "(a) TYPE=MyISAM PARTITION BY HASH (a)", "(a)");
        check(MySql, "'TYPE=MyISAM' é", "'TYPE=MyISAM' é");
    }
}
