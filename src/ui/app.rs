//! The page's frame.

use super::canvas::Canvas;
use super::page::Page;
use super::panels::{Describe, Dock, TopBar};
use super::state::Workbench;
use super::widgets::NoticeBar;
use crate::project::Project;
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let workbench = Workbench::new(Project::default());
    let page = Page::new();
    provide_context(workbench);
    provide_context(page);
    let sizes = move || {
        format!(
            "--left-width:{};--right-width:{};--dock-height:{}",
            page.left.css("44px"),
            page.right.css("44px"),
            page.dock.css("37px")
        )
    };
    view! {
        <div class="workbench" style=sizes>
            {TopBar().into_any()}
            {Describe().into_any()}
            <div class="middle">{Canvas().into_any()}</div>
            {Dock().into_any()}
            <aside class="side right"></aside>
        </div>
        {NoticeBar().into_any()}
    }
}
