//! Icons, drawn on a grid of 24 with a line of 2, in the colour of the text.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Logo,
    Close,
    Sun,
    Moon,
    Screen,
    Up,
    Down,
    Right,
    Bin,
    Copy,
    Check,
    Open,
    Download,
    Undo,
    Redo,
    PanelLeft,
    PanelRight,
    PanelBottom,
    Key,
    Link,
    Keyboard,
    Area,
    Projects,
    Share,
    Globe,
    Find,
    Return,
    AlignLeft,
    AlignCenter,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    SpreadAcross,
    SpreadDown,
}

/// The picture alone; the control around it carries the name.
pub fn icon(icon: Icon) -> AnyView {
    let path = match icon {
        Icon::Logo => "M4 3h6v6H4zM14 15h6v6h-6zM10 6h7v9",
        Icon::Close => "M6 6l12 12M18 6L6 18",
        Icon::Sun => {
            "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2\
             M6.3 17.7l-1.4 1.4M19.1 4.9l-1.4 1.4"
        }
        Icon::Moon => "M21 12.8A9 9 0 1 1 11.2 3a7 7 0 0 0 9.8 9.8z",
        Icon::Screen => "M3 4h18v12H3zM8 21h8M12 16v5",
        Icon::Up => "M12 19V5M6 11l6-6l6 6",
        Icon::Down => "M12 5v14M6 13l6 6l6-6",
        Icon::Right => "M9 6l6 6l-6 6",
        Icon::Bin => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
        Icon::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
        Icon::Check => "M5 12l5 5L20 7",
        Icon::Open => "M3 19V5h6l2 3h9v3M3 19l3-8h16l-3 8z",
        Icon::Download => "M12 4v11M7 11l5 5l5-5M4 20h16",
        Icon::Undo => "M8 5L3 10l5 5M3 10h11a6 6 0 0 1 0 12h-3",
        Icon::Redo => "M16 5l5 5l-5 5M21 10H10a6 6 0 0 0 0 12h3",
        Icon::PanelLeft => "M3 4h18v16H3zM9 4v16",
        Icon::PanelRight => "M3 4h18v16H3zM15 4v16",
        Icon::PanelBottom => "M3 4h18v16H3zM3 14h18",
        Icon::Key => "M8 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 12h9M18 12v4",
        Icon::Link => "M9 15l6-6M11 7l2-2a4.2 4.2 0 0 1 6 6l-2 2M13 17l-2 2a4.2 4.2 0 0 1-6-6l2-2",
        Icon::Find => "M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14M16 16l5 5",
        Icon::Return => "M20 5v7a3 3 0 0 1-3 3H5M9 10l-5 5l5 5",
        Icon::AlignLeft => "M4 3v18M8 6h12v4H8zM8 14h7v4H8z",
        Icon::AlignCenter => "M12 3v3M12 10v4M12 18v3M5 6h14v4H5zM8 14h8v4H8z",
        Icon::AlignRight => "M20 3v18M4 6h12v4H4zM9 14h7v4H9z",
        Icon::AlignTop => "M3 4h18M6 8h4v12H6zM14 8h4v7h-4z",
        Icon::AlignMiddle => "M3 12h3M10 12h4M18 12h3M6 5h4v14H6zM14 8h4v8h-4z",
        Icon::AlignBottom => "M3 20h18M6 4h4v12H6zM14 9h4v7h-4z",
        Icon::SpreadAcross => "M4 4v16M20 4v16M10 7h4v10h-4z",
        Icon::SpreadDown => "M4 4h16M4 20h16M7 10h10v4H7z",
        Icon::Area => {
            "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8h8v8H8z"
        }
        Icon::Projects => "M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v4H4zM14 15h6v4h-6z",
        Icon::Share => {
            "M6 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M18 3.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M18 15.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M8.3 10.9l7.4-3.8M8.3 13.1l7.4 3.8"
        }
        Icon::Globe => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
        Icon::Keyboard => "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=path/></svg>
    }
    .into_any()
}
