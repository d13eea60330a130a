//! The page's frame.

use super::autosave::keep_saved;
use super::canvas::{Canvas, Scene};
use super::commands::Desk;
use super::evolve::Evolution;
use super::last_change::LastChange;
use super::messages::t;
use super::model::{Model, ModelDialog};
use super::open::{DropTarget, FileInput, FileInputProps};
use super::page::Page;
use super::panels::{
    Advisor, Arrived, ConfirmDrop, Describe, Dock, Gallery, Inspector, NormalForms, OtherTab, Palette, Privacy,
    Projects, Shortcuts, Start, top_bar,
};
use super::problems::Problems;
use super::prove::Proof;
use super::shelf::Shelf;
use super::state::Workbench;
use super::tour::Tour;
use super::trust::Unlock;
use super::widgets::NoticeBar;
use super::{clipboard, keyboard};
use crate::project::Project;
use crate::web::offline;
use leptos::prelude::*;
use std::time::Duration;

#[component]
pub fn App() -> impl IntoView {
    let workbench = Workbench::new(Project::default());
    let page = Page::new();
    provide_context(workbench);
    provide_context(page);
    let evolution = Evolution::new();
    provide_context(evolution);
    evolution.follow(workbench, page);
    let (advisor, forms, privacy) = (Advisor::new(), NormalForms::new(page.import.samples), Privacy::new());
    provide_context(advisor);
    provide_context(forms);
    provide_context(privacy);
    advisor.follow(workbench, page);
    forms.follow(workbench, page);
    privacy.follow(workbench, page, forms);
    let proof = Proof::new();
    provide_context(proof);
    proof.follow(workbench, evolution);
    let problems = Problems::new();
    provide_context(problems);
    problems.follow(workbench);
    let scene = Scene::new(workbench, page, evolution);
    provide_context(scene);
    page.import.follow();
    page.remember();
    let shelf = Shelf::new(workbench, page);
    provide_context(shelf);
    keep_saved(shelf);
    let file_input = NodeRef::new();
    let desk = Desk { workbench, page, scene, shelf, file_input };
    provide_context(desk);
    keyboard::listen(desk);
    clipboard::listen(desk);
    let model = Model::new(workbench, page, shelf.current.into());
    provide_context(model);
    page.model.set_value(Some(model));
    model.follow();
    // When the page has had its first seconds for itself.
    set_timeout(
        move || {
            leptos::task::spawn_local(offline::keep(move || {
                if workbench.notice.try_with_untracked(Option::is_none) == Some(true) {
                    workbench.say(t("A newer version of this page is ready. It opens with the next start."));
                }
            }));
        },
        Duration::from_secs(4),
    );
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
            {top_bar(file_input)}
            {Describe().into_any()}
            <div class="middle">{Canvas().into_any()}{LastChange().into_any()}{Start().into_any()}</div>
            {Dock().into_any()}
            {Inspector().into_any()}
        </div>
        {OtherTab().into_any()}
        {NoticeBar().into_any()}
        {ModelDialog()}
        {Projects().into_any()}
        {Arrived().into_any()}
        {Gallery().into_any()}
        {Tour().into_any()}
        {ConfirmDrop().into_any()}
        {Palette().into_any()}
        {Shortcuts().into_any()}
        {Unlock()}
        {DropTarget().into_any()}
        {FileInput(FileInputProps { input: file_input }).into_any()}
    }
}
