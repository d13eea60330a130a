//! JSON in what a model says: found in a text around it, and read while it is still coming.

use serde_json::Value;

/// Deeper values than any reply has are not read.
const DEEPEST: usize = 32;

/// The first JSON object in a text: the text itself, one in a code fence, or one among words.
///
/// # Errors
/// Says in a few words what is wrong, for the model.
pub fn find(text: &str) -> Result<Value, String> {
    let mut first_error = None;
    let mut at = 0;
    // A model that thinks aloud writes braces before its answer; a few tries find the one that is an object.
    for _ in 0..20 {
        let Some(start) = text.get(at..).and_then(|rest| rest.find('{')).map(|found| at + found) else { break };
        match object_end(&text[start..]) {
            Ok(length) => match serde_json::from_str::<Value>(&text[start..start + length]) {
                Ok(value) => return Ok(value),
                Err(error) => first_error = first_error.or(Some(format!("not valid JSON: {error}"))),
            },
            Err(why) => {
                return Err(first_error.unwrap_or_else(|| why.to_owned()));
            }
        }
        at = start + 1;
    }
    Err(first_error.unwrap_or_else(|| "there is no JSON object in the answer".to_owned()))
}

/// The length of the object at the start of a text.
fn object_end(text: &str) -> Result<usize, &'static str> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("the JSON is nested too deep");
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(at + 1);
                }
            }
            _ => {}
        }
    }
    Err("the JSON ends before it is complete")
}

/// What has come so far of an object that is still being written, with everything that is open closed. Nothing where no
/// part of it can be read yet.
pub fn so_far(text: &str) -> Option<Value> {
    let start = text.find('{')?;
    let text = &text[start..];
    let mut open: Vec<u8> = Vec::new();
    let (mut in_string, mut escaped) = (false, false);
    // The last place at which a value was complete, and what was open there.
    let mut whole = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                open.push(if byte == b'{' { b'}' } else { b']' });
                if open.len() > DEEPEST {
                    return None;
                }
            }
            b'}' | b']' => {
                open.pop();
                whole = Some((at + 1, open.clone()));
                if open.is_empty() {
                    break;
                }
            }
            b',' => whole = Some((at, open.clone())),
            _ => {}
        }
    }
    let (end, open) = whole?;
    let mut closed = text[..end].to_owned();
    closed.extend(open.iter().rev().map(|byte| char::from(*byte)));
    serde_json::from_str(&closed).ok()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_is_found_wherever_it_stands() {
        let check = |text: &str, expected: Result<Value, &str>| {
            assert_eq!(find(text), expected.map_err(str::to_owned), "{text}");
        };
        check(r#"{"a":1}"#, Ok(json!({"a": 1})));
        check("Here it is:\n```json\n{\"a\": \"}\"}\n```\nDone.", Ok(json!({"a": "}"})));
        check("I think {about it}. {\"a\":[]}", Ok(json!({"a": []})));
        check("no", Err("there is no JSON object in the answer"));
        check("{\"a\": [1, 2", Err("the JSON ends before it is complete"));
        check(&"{\"a\":".repeat(200), Err("the JSON is nested too deep"));
    }

    #[test]
    fn an_unfinished_object_is_read_as_far_as_it_goes() {
        let check = |text: &str, expected: Option<Value>| assert_eq!(so_far(text), expected, "{text}");
        check("{\"entities\":[{\"name\":\"boo", None);
        check("{\"entities\":[{\"name\":\"book\",\"mea", Some(json!({"entities": [{"name": "book"}]})));
        check("{\"entities\":[{\"name\":\"a, b\"}", Some(json!({"entities": [{"name": "a, b"}]})));
        check("words", None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "[{}\\[\\]\",:\\\\a1ü ]{0,80}") {
            let _ = find(&text);
            let _ = so_far(&text);
        }
    }
}
