//! Colours to choose from, as a line of a menu.

use super::annotate::Mark;
use super::scene::Scene;
use crate::erd::Tint;
use crate::ui::messages::t;
use leptos::prelude::*;

/// What gets the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Painted {
    Tables,
    Mark(Mark),
}

/// A row of colours; choosing one closes the menu.
pub fn swatches(scene: Scene, painted: Painted, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let now = scene.annotations.with_untracked(|all| match painted {
        Painted::Tables => scene.selected_tables().first().and_then(|table| all.tints.get(table).copied()),
        Painted::Mark(Mark::Area(id)) => all.area(id).map(|area| area.tint),
        Painted::Mark(Mark::Note(id)) => all.note(id).map(|note| note.tint),
    });
    let swatch = move |tint: Tint| {
        view! {
            <button type="button" role="menuitemradio" tabindex="-1" class=format!("swatch {}", tint.name())
                aria-label=tint.name() title=tint.name() aria-checked=(now == Some(tint)).to_string()
                data-tint=tint.name()
                on:click=move |_| {
                    close();
                    match painted {
                        Painted::Tables => scene.paint_selection(Some(tint)),
                        Painted::Mark(mark) => scene.tint(mark, tint),
                    }
                }></button>
        }
    };
    let none = (painted == Painted::Tables && now.is_some()).then(|| {
        view! {
            <button type="button" role="menuitem" tabindex="-1" class="swatch none" aria-label=t("No colour") title=t("No colour")
                data-tint="none" on:click=move |_| { close(); scene.paint_selection(None); }></button>
        }
    });
    view! { <div class="swatches" role="group" aria-label=t("Colour")>{Tint::ALL.map(swatch).collect_view()}{none}</div> }
        .into_any()
}
