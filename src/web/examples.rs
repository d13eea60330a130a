//! Example descriptions, loaded from beside the page when someone asks for one.

use gloo_net::http::Request;

/// A description that the page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    pub title: &'static str,
    file: &'static str,
}

pub const EXAMPLES: [Example; 6] = [
    Example { title: "E-commerce", file: "e-commerce.txt" },
    Example { title: "Clinic", file: "clinic.txt" },
    Example { title: "Library", file: "library.txt" },
    Example { title: "Issue tracker", file: "project-tracker.txt" },
    Example { title: "Airline", file: "airline.txt" },
    Example { title: "Music streaming", file: "music-streaming.txt" },
];

/// Loads an example from the page's own origin.
///
/// # Errors
/// A sentence that says what went wrong and what to do.
pub async fn load(example: Example) -> Result<String, String> {
    let failed = |why: String| {
        format!(
            "The example “{}” could not be loaded: {why}. You can go on and write a description yourself.",
            example.title
        )
    };
    let request = Request::get(&format!("examples/{}", example.file)).send();
    let response = request.await.map_err(|_| failed("the page's server cannot be reached".into()))?;
    if !response.ok() {
        return Err(failed(format!("the page's server answers {} {}", response.status(), response.status_text())));
    }
    response.text().await.map(|text| text.trim().to_owned()).map_err(|error| failed(error.to_string()))
}
