//! PostgreSQL's `DO` blocks that make what is not there yet: the idiom in which migrations say `IF NOT EXISTS` for
//! statements that have no such words.

use super::lexer::{Kind, Token, tokens};
use crate::dialect::Dialect;

/// The statements of a block that makes or alters objects and passes over those that are there already; `None` where it
/// does anything else.
///
/// ```sql
/// DO $$ BEGIN
///     ALTER TABLE users ADD COLUMN login text;
/// EXCEPTION WHEN duplicate_column THEN NULL;
/// END $$
/// ```
pub fn statements<'a>(block: &[Token<'a>], dialect: Dialect) -> Option<Vec<&'a str>> {
    let body = block.iter().find(|token| token.kind == Kind::Text && token.text.starts_with('$'))?.text;
    let mark = body.get(..body.get(1..)?.find('$')? + 2)?;
    let body = body.strip_prefix(mark)?.strip_suffix(mark)?;
    let tokens = tokens(body, dialect);
    let mut found = Vec::new();
    let mut at = usize::from(tokens.first()?.is("begin"));
    if at == 0 {
        return None;
    }
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let end = end_of_statement(&tokens, at);
        match token.text.to_lowercase().as_str() {
            "if" => at = guard(&tokens, at)?,
            "end" if next.is_some_and(|next| next.is("if")) => at = end + 1,
            "end" => break,
            "exception" => {
                let passes_over = tokens.get(at + 2)?.text.to_lowercase().starts_with("duplicate");
                if !passes_over {
                    return None;
                }
                break;
            }
            // Rows are no part of a schema.
            "raise" | "null" | "update" | "insert" | "delete" | "perform" => at = end + 1,
            "create" | "alter" => {
                found.push(body.get(token.start..tokens.get(end)?.start)?.trim());
                at = end + 1;
            }
            _ => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

fn end_of_statement(tokens: &[Token], at: usize) -> usize {
    tokens.iter().skip(at).position(|token| token.is_symbol(";")).map_or(tokens.len(), |size| at + size)
}

/// Behind `IF NOT EXISTS (...) THEN`.
fn guard(tokens: &[Token], at: usize) -> Option<usize> {
    let words = ["if", "not", "exists"];
    let is_guard = words.iter().enumerate().all(|(place, word)| tokens.get(at + place).is_some_and(|t| t.is(word)));
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(at + words.len()).take_while(|_| is_guard) {
        match token.text {
            "(" if token.kind == Kind::Symbol => depth += 1,
            ")" if token.kind == Kind::Symbol => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return tokens.get(place + 1).filter(|next| next.is("then")).map(|_| place + 2);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: Option<&[&str]>) {
        let block = tokens(block, Dialect::PostgreSql);
        assert_eq!(statements(&block, Dialect::PostgreSql).as_deref(), expected);
    }

    #[test]
    fn blocks_that_pass_over_what_is_there_are_read() {
        check(
            "DO $$ BEGIN ALTER TABLE t ADD COLUMN a text; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'x;'; END $$",
            Some(&["ALTER TABLE t ADD COLUMN a text"]),
        );
        check(
            "DO $$ BEGIN ALTER TABLE t ADD a text; UPDATE t SET a = b; ALTER TABLE t ALTER a SET NOT NULL; END $$",
            Some(&["ALTER TABLE t ADD a text", "ALTER TABLE t ALTER a SET NOT NULL"]),
        );
        check(
            "DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN CREATE TYPE e AS ENUM ('a'); END IF; END $do$",
            Some(&["CREATE TYPE e AS ENUM ('a')"]),
        );
    }

    #[test]
    fn blocks_that_do_anything_else_are_not() {
        check("DO $$ BEGIN UPDATE t SET a = 1; END $$", None);
        check("DO $$ DECLARE a int; BEGIN ALTER TABLE t ADD b int; END $$", None);
        check("DO $$ BEGIN IF EXISTS (SELECT 1) THEN ALTER TABLE t ADD b int; END IF; END $$", None);
        check("DO $$ BEGIN ALTER TABLE t ADD b int; EXCEPTION WHEN others THEN NULL; END $$", None);
        check("DO $$", None);
        check("DO 'x'", None);
    }
}
