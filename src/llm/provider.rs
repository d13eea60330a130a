//! Presets of providers, so that a user has to give a key and a model at most.
//!
//! What is said of browsers was read in the providers' documentation and trackers in 2025 and 2026; "Test connection"
//! tells what is true today.

use super::endpoint::Wire;

/// A provider or a local server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provider {
    /// The name on the command line.
    pub id: &'static str,
    pub name: &'static str,
    pub wire: Wire,
    /// Empty where the user has to give it.
    pub url: &'static str,
    pub needs_key: bool,
    /// A model to begin with; empty where the server's list has to say.
    pub model: &'static str,
    /// What a user has to know or do first, as sentences.
    pub note: &'static str,
}

pub const PROVIDERS: &[Provider] = &[
    Provider {
        id: "openai",
        name: "OpenAI",
        wire: Wire::OpenAi,
        url: "https://api.openai.com/v1",
        needs_key: true,
        model: "gpt-4.1-mini",
        note: "",
    },
    Provider {
        id: "anthropic",
        name: "Anthropic",
        wire: Wire::Anthropic,
        url: "https://api.anthropic.com",
        needs_key: true,
        model: "claude-sonnet-4-5",
        note: "Some organisations forbid calls from browsers in their settings.",
    },
    Provider {
        id: "gemini",
        name: "Google Gemini",
        wire: Wire::Gemini,
        url: "https://generativelanguage.googleapis.com",
        needs_key: true,
        model: "gemini-2.5-flash",
        note: "",
    },
    Provider {
        id: "mistral",
        name: "Mistral",
        wire: Wire::OpenAi,
        url: "https://api.mistral.ai/v1",
        needs_key: true,
        model: "mistral-medium-latest",
        note: "",
    },
    Provider {
        id: "openrouter",
        name: "OpenRouter",
        wire: Wire::OpenAi,
        url: "https://openrouter.ai/api/v1",
        needs_key: true,
        model: "",
        note: "",
    },
    Provider {
        id: "groq",
        name: "Groq",
        wire: Wire::OpenAi,
        url: "https://api.groq.com/openai/v1",
        needs_key: true,
        model: "",
        note: "Whether it answers browsers is not documented; test the connection.",
    },
    Provider {
        id: "deepseek",
        name: "DeepSeek",
        wire: Wire::OpenAi,
        url: "https://api.deepseek.com/v1",
        needs_key: true,
        model: "deepseek-chat",
        note: "It has no schema mode; replies are held to JSON and checked here.",
    },
    Provider {
        id: "azure",
        name: "Azure OpenAI",
        wire: Wire::OpenAi,
        url: "",
        needs_key: true,
        model: "",
        note: "The address is https://NAME.openai.azure.com/openai/v1, the model is the deployment's name. Azure answers \
            browsers only through API Management or a proxy that allows them.",
    },
    Provider {
        id: "ollama",
        name: "Ollama (this machine)",
        wire: Wire::Ollama,
        url: "http://localhost:11434",
        needs_key: false,
        model: "",
        note: "From a page that is not on this machine, start it with OLLAMA_ORIGINS set to the page's address.",
    },
    Provider {
        id: "lm-studio",
        name: "LM Studio (this machine)",
        wire: Wire::OpenAi,
        url: "http://localhost:1234/v1",
        needs_key: false,
        model: "",
        note: "Start its server with `lms server start --cors`.",
    },
    Provider {
        id: "llama.cpp",
        name: "llama.cpp (this machine)",
        wire: Wire::OpenAi,
        url: "http://localhost:8080/v1",
        needs_key: false,
        model: "",
        note: "",
    },
    Provider {
        id: "vllm",
        name: "vLLM",
        wire: Wire::OpenAi,
        url: "http://localhost:8000/v1",
        needs_key: false,
        model: "",
        note: "",
    },
    Provider {
        id: "custom",
        name: "Another OpenAI-compatible server",
        wire: Wire::OpenAi,
        url: "",
        needs_key: false,
        model: "",
        note: "The address is what stands before /chat/completions.",
    },
];

/// The preset with a name.
pub fn provider(id: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.id == id)
}

/// The wire that an address speaks, where its host or path says so.
pub fn wire_of(url: &str) -> Wire {
    let known = PROVIDERS.iter().filter(|provider| !provider.url.is_empty());
    let same = known.filter(|provider| url.starts_with(provider.url)).max_by_key(|provider| provider.url.len());
    match same {
        Some(provider) => provider.wire,
        None if url.trim_end_matches('/').ends_with(":11434") => Wire::Ollama,
        None => Wire::OpenAi,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::Endpoint;

    #[test]
    fn presets_are_complete() {
        for provider in PROVIDERS {
            assert_eq!(super::provider(provider.id), Some(provider), "the name {} is given twice", provider.id);
            let endpoint = Endpoint { url: provider.url.to_owned(), ..Endpoint::default() };
            assert!(provider.url.is_empty() != endpoint.base().is_ok(), "{}", provider.name);
            assert!(
                !provider.url.is_empty() || !provider.note.is_empty(),
                "{} does not say its address",
                provider.name
            );
        }
    }

    #[test]
    fn an_address_tells_its_wire() {
        let check = |url: &str, wire: Wire| assert_eq!(wire_of(url), wire, "{url}");
        check("https://api.anthropic.com", Wire::Anthropic);
        check("http://localhost:11434", Wire::Ollama);
        check("http://10.0.0.4:11434/", Wire::Ollama);
        check("http://10.0.0.4:11434/v1", Wire::OpenAi);
        check("https://example.org/v1", Wire::OpenAi);
    }
}
