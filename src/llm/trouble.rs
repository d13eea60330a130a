//! What can go wrong between us and a model, in plain words with a way out.

use super::endpoint::{Endpoint, Wire, is_near};
use super::http::Failure;
use super::wire;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a model gave nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The address cannot be used.
    Address(String),
    /// No answer came: the server, the network or the browser stands between.
    Unreachable(String),
    /// 401 or 403, with what the server says.
    Key(String),
    /// 404, with what the server says.
    Missing(String),
    /// The server asks to wait, or fails, even after some tries.
    Busy {
        status: u16,
        said: String,
    },
    /// Any other answer that is an error.
    Status {
        status: u16,
        said: String,
    },
    /// The model or a filter refused.
    Refused,
    /// The reply reached the limit of tokens.
    Truncated,
    /// The connection ended in mid-answer.
    Interrupted,
    /// The reply was not what it has to be, even after it was told so; the last errors.
    Unusable(Vec<String>),
    /// The time or the tokens that the user allows are used up.
    Budget(&'static str),
    TooLong,
    Cancelled,
}

impl fmt::Display for Trouble {
    /// A sentence without its full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |said: &str| if said.is_empty() { String::new() } else { format!(" It says: {said}") };
        match self {
            Self::Address(why) => f.write_str(why.trim_end_matches('.')),
            Self::Unreachable(why) => f.write_str(why.trim_end_matches('.')),
            Self::Key(said) => write!(f, "The server refuses the key.{}", with(said)),
            Self::Missing(said) => write!(f, "The server does not know this model or address.{}", with(said)),
            Self::Busy { status: 429, said } => write!(f, "The server's limit of requests is reached.{}", with(said)),
            Self::Busy { status, said } => write!(f, "The server failed ({status}) several times.{}", with(said)),
            Self::Status { status, said } => write!(f, "The server refuses the request ({status}).{}", with(said)),
            Self::Refused => f.write_str("The model refused to answer"),
            Self::Truncated => f.write_str("The model's answer was cut off at its limit of tokens"),
            Self::Interrupted => f.write_str("The connection ended before the answer was complete"),
            Self::Unusable(errors) => match errors.first() {
                Some(first) => write!(f, "The model's answers could not be used ({first})"),
                None => f.write_str("The model's answers could not be used"),
            },
            Self::Budget(what) => write!(f, "The {what} that you allow for a request are used up"),
            Self::TooLong => f.write_str("The answer was longer than any schema"),
            Self::Cancelled => f.write_str("The request was cancelled"),
        }
    }
}

impl Trouble {
    pub(super) fn of(failure: Failure) -> Self {
        match failure {
            Failure::Unreachable(why) => Self::Unreachable(why),
            Failure::Interrupted => Self::Interrupted,
            Failure::TooLong => Self::TooLong,
            Failure::TimedOut => Self::Budget("seconds"),
            Failure::Cancelled => Self::Cancelled,
        }
    }

    /// What an answer's status means. The key is taken out of what the server says.
    pub(super) fn of_status(status: u16, body: &str, endpoint: &Endpoint) -> Self {
        let said: String = wire::error_text(body).unwrap_or_default().chars().take(300).collect();
        let said = endpoint.key.hidden_in(&said);
        match status {
            401 | 403 => Self::Key(said),
            404 => Self::Missing(said),
            429 | 500..=599 => Self::Busy { status, said },
            _ => Self::Status { status, said },
        }
    }

    /// A short name for the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "address",
            Self::Unreachable(_) => "unreachable",
            Self::Key(_) => "key",
            Self::Missing(_) => "missing",
            Self::Busy { .. } => "busy",
            Self::Status { .. } => "refused request",
            Self::Refused => "refused",
            Self::Truncated => "cut off",
            Self::Interrupted => "interrupted",
            Self::Unusable(_) => "unusable",
            Self::Budget(_) => "budget",
            Self::TooLong => "too long",
            Self::Cancelled => "cancelled",
        }
    }
}

/// From where the page asks, as far as it matters for what the browser forbids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The page was loaded over HTTPS.
    pub secure: bool,
    /// The browser has been told not to let the page reach this machine or network.
    pub local_denied: bool,
    /// The device says that it has no network.
    pub offline: bool,
}

/// Why a page gets no answer at all, which the browser does not tell it: what is likely, and what to do.
pub fn unreachable(endpoint: &Endpoint, place: Place) -> String {
    let url = endpoint.url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let near = is_near(host);
    if place.offline && !near {
        return "This device has no network".to_owned();
    }
    if near && place.local_denied {
        return format!(
            "The browser does not let this page reach {authority}: allow access to the local network in the site's permissions (the sign beside the address)"
        );
    }
    let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost");
    if place.secure && url.starts_with("http://") && !loopback {
        return format!(
            "The browser does not let a page from https:// reach http://{authority} (mixed content): give that server HTTPS, or open this page from that network over http://"
        );
    }
    let origins = match endpoint.wire {
        Wire::Ollama => " Ollama answers a page only when it is started with OLLAMA_ORIGINS set to the page's address.",
        _ if authority.ends_with(":1234") => {
            " LM Studio answers pages when it is started with lms server start --cors."
        }
        _ if authority.contains(".openai.azure.com") => " Azure answers pages only through API Management or a proxy.",
        _ => "",
    };
    match near {
        true => format!(
            "Nothing answers at {authority}, or it does not allow this page (CORS): start the server there.{origins}"
        ),
        false => format!(
            "{authority} cannot be reached, or does not allow calls from a page (CORS): check the address, or use a proxy that sends Access-Control-Allow-Origin.{origins}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::Key;

    #[test]
    fn a_silent_refusal_is_explained_by_where_it_happens() {
        let check = |url: &str, wire: Wire, place: Place, expected: &str| {
            let endpoint = Endpoint { url: url.to_owned(), wire, ..Endpoint::default() };
            let found = unreachable(&endpoint, place);
            assert!(found.contains(expected), "{url}: {found}");
        };
        let (plain, secure) = (Place::default(), Place { secure: true, ..Place::default() });
        check("http://localhost:11434", Wire::Ollama, secure, "OLLAMA_ORIGINS");
        check("http://192.168.1.4:8000/v1", Wire::OpenAi, secure, "mixed content");
        check("http://localhost:1234/v1", Wire::OpenAi, plain, "lms server start --cors");
        check("https://api.groq.com/openai/v1", Wire::OpenAi, secure, "does not allow calls from a page (CORS)");
        check("http://localhost:8080/v1", Wire::OpenAi, Place { local_denied: true, ..secure }, "permissions");
        check("https://api.openai.com/v1", Wire::OpenAi, Place { offline: true, ..secure }, "no network");
    }

    #[test]
    fn a_server_that_repeats_the_key_does_not_show_it() {
        let endpoint = Endpoint { key: Key::new("sk-very-secret"), ..Endpoint::default() };
        let body = r#"{"error":{"message":"Incorrect API key provided: sk-very-secret"}}"#;
        let told = Trouble::of_status(401, body, &endpoint).to_string();
        assert_eq!(told, "The server refuses the key. It says: Incorrect API key provided: (key)");
    }

    #[test]
    fn statuses_have_their_meaning() {
        let check = |status: u16, code: &str| {
            assert_eq!(Trouble::of_status(status, "", &Endpoint::default()).code(), code, "{status}");
        };
        check(401, "key");
        check(403, "key");
        check(404, "missing");
        check(429, "busy");
        check(503, "busy");
        check(400, "refused request");
    }
}
