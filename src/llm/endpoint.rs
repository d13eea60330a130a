//! Where a model is asked, and how: what the user configures.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The shape of requests and answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// `POST …/chat/completions`, which most servers speak.
    #[default]
    OpenAi,
    Anthropic,
    Gemini,
    Ollama,
}

/// How a reply is held to its form, from the strictest to the loosest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The server makes the reply fit the JSON schema.
    #[default]
    Schema,
    /// The server makes the reply JSON; the schema stands in the prompt.
    Json,
    /// Text in which JSON is looked for.
    Plain,
}

impl Mode {
    /// What to try when a server refuses this mode.
    pub fn looser(self) -> Option<Self> {
        match self {
            Self::Schema => Some(Self::Json),
            Self::Json => Some(Self::Plain),
            Self::Plain => None,
        }
    }
}

/// A secret: it can be sent, and nothing else shows it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().trim().to_owned())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn secret(&self) -> &str {
        &self.0
    }

    /// The key with the address that it is for, to be encrypted. Nothing else may hold this text.
    pub fn to_vault(&self, address: &str) -> String {
        format!("{address}\n{}", self.0)
    }

    /// Address and key of a text of [`Key::to_vault`].
    pub fn from_vault(text: &str) -> Option<(&str, Self)> {
        text.split_once('\n').map(|(address, key)| (address, Self::new(key)))
    }

    /// A text without the key, wherever it stands in it: servers repeat keys in their errors.
    pub fn hidden_in(&self, text: &str) -> String {
        if self.0.len() < 4 { text.to_owned() } else { text.replace(&self.0, "(key)") }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "Key(none)" } else { "Key(hidden)" })
    }
}

/// What a request needs to know about the other side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    pub wire: Wire,
    /// The base address, without the path of the wire (`https://api.openai.com/v1`).
    pub url: String,
    pub model: String,
    #[serde(default)]
    pub key: Key,
    /// The strictest mode that has not been refused.
    #[serde(default)]
    pub mode: Mode,
}

impl Endpoint {
    /// The base address, checked: HTTPS anywhere, or HTTP to this machine or its network.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the address and how it should look.
    pub fn base(&self) -> Result<&str, String> {
        let url = self.url.trim().trim_end_matches('/');
        let Some((scheme, rest)) = url.split_once("://") else {
            return Err(format!("The address \"{url}\" has no https:// or http:// in front."));
        };
        if !matches!(scheme, "https" | "http") {
            return Err(format!("The address \"{url}\" has to begin with https:// or http://."));
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.is_empty() || rest.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(format!("The address \"{url}\" names no server."));
        }
        if authority.contains('@') {
            return Err("The address holds a user name or password. Put the key into its own field.".to_owned());
        }
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        if scheme == "http" && !is_near(host) {
            return Err(format!("{host} would get the text unencrypted. Use https:// for servers that are not near."));
        }
        Ok(url)
    }
}

/// Whether a host is this machine or in a private network, after RFC 1918 and RFC 6761.
pub fn is_near(host: &str) -> bool {
    if matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "0.0.0.0") || host.ends_with(".localhost") {
        return true;
    }
    if host.ends_with(".local") || !host.contains('.') && !host.starts_with('[') {
        return true;
    }
    let parts: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [127 | 10, ..] => parts.len() == 4,
        [172, second, ..] => parts.len() == 4 && (16..32).contains(&second),
        [192, 168, ..] => parts.len() == 4,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_before_anything_is_sent() {
        let check = |url: &str, ok: bool| {
            let endpoint = Endpoint { url: url.to_owned(), ..Endpoint::default() };
            assert_eq!(endpoint.base().is_ok(), ok, "{url}: {:?}", endpoint.base());
        };
        check("https://api.openai.com/v1/", true);
        check("http://localhost:11434", true);
        check("http://127.0.0.1:8080/v1", true);
        check("http://192.168.1.20:1234/v1", true);
        check("http://172.20.0.3", true);
        check("http://172.40.0.3", false);
        check("http://example.com/v1", false);
        check("https://me:secret@example.com", false);
        check("javascript:alert(1)", false);
        check("ftp://localhost", false);
        check("https://", false);
        check("https://exa mple.com", false);
        check("", false);
    }

    #[test]
    fn a_key_shows_itself_nowhere() {
        let key = Key::new(" sk-test-123456 ");
        let endpoint = Endpoint { key: key.clone(), ..Endpoint::default() };
        assert!(!format!("{endpoint:?}").contains("123456"));
        assert_eq!(Key::from_vault(&key.to_vault("https://a.example")), Some(("https://a.example", key.clone())));
        assert_eq!(key.hidden_in("Incorrect API key provided: sk-test-123456."), "Incorrect API key provided: (key).");
    }
}
