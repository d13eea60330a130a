//! The left panel: the description, what came of it, and what it leaves open.

use super::description::DescriptionField;
use super::generate::Generate;
use leptos::prelude::*;

#[component]
pub fn Describe() -> impl IntoView {
    view! {
        <aside class="side left" aria-label="Description and questions">
            <div class="side-scroll">
                <section>
                    <h2 id="description-title">"Description"</h2>
                    {DescriptionField().into_any()}
                    {Generate().into_any()}
                </section>
            </div>
        </aside>
    }
}
