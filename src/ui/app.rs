//! The page's frame.

use super::canvas::Canvas;
use super::state::Workbench;
use crate::project::Project;
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let workbench = Workbench::new(Project::default());
    provide_context(workbench);
    view! { <Canvas/> }
}
