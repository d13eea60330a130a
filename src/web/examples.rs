//! Example descriptions, loaded from beside the page when someone asks for one.

use gloo_net::http::Request;

/// A description that the page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    pub title: &'static str,
    /// What it has that others have not.
    pub about: &'static str,
    file: &'static str,
}

const fn example(title: &'static str, about: &'static str, file: &'static str) -> Example {
    Example { title, about, file }
}

pub const EXAMPLES: [Example; 15] = [
    example("E-commerce", "A list with headings", "e-commerce.txt"),
    example("Clinic", "States and ranges of values", "clinic.txt"),
    example("Library", "Copies, loans, reservations", "library.txt"),
    example("Issue tracker", "Roles, parents, blocking issues", "project-tracker.txt"),
    example("Airline", "Seats that are sold once", "airline.txt"),
    example("Music streaming", "Playlists in an order", "music-streaming.txt"),
    example("Hotel", "Reservations of several rooms", "hotel.txt"),
    example("University", "Prerequisites, offerings, grades", "university.txt"),
    example("Recruiting", "Stages, scores of interviewers", "recruiting.txt"),
    example("Logistics", "Tours with stops in an order", "logistics.txt"),
    example("Restaurant", "Amounts of ingredients", "restaurant.txt"),
    example("Property", "Leases that must not overlap", "property.txt"),
    example("Events", "Seats of sections of venues", "events.txt"),
    example("Fitness", "Sets and repetitions", "fitness.txt"),
    example("Energy", "Readings, tariffs, bills", "energy.txt"),
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
