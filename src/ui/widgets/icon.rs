//! Icons, drawn on a grid of 24 with a line of 2, in the colour of the text.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Logo,
    Close,
    Sun,
    Moon,
    Screen,
}

/// The picture alone; the control around it carries the name.
pub fn icon(icon: Icon) -> impl IntoView {
    let path = match icon {
        Icon::Logo => "M4 3h6v6H4zM14 15h6v6h-6zM10 6h7v9",
        Icon::Close => "M6 6l12 12M18 6L6 18",
        Icon::Sun => {
            "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M6.3 17.7l-1.4 1.4M19.1 4.9l-1.4 1.4"
        }
        Icon::Moon => "M21 12.8A9 9 0 1 1 11.2 3a7 7 0 0 0 9.8 9.8z",
        Icon::Screen => "M3 4h18v12H3zM8 21h8M12 16v5",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=path/></svg>
    }
}
