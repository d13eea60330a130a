//! The menu of everything that can be downloaded.

use crate::architect::Format;
use crate::dialect::Dialect;
use crate::erd;
use crate::project::{self, Project};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon, menu};
use crate::web::download::{self, file_stem};
use crate::web::worker::Job;
use crate::web::{engine, picture};
use leptos::prelude::*;

#[component]
pub fn DownloadMenu() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let button = view! { {icon(Icon::Download)}<span class="download-text">{t("Download")}</span> }.into_any();
    menu("btn primary", "Download", button, move || items(workbench))
}

fn items(workbench: Workbench) -> AnyView {
    let own = workbench.project.with_untracked(|project| project.dialect);
    let others = Dialect::ALL.into_iter().filter(move |dialect| *dialect != own);
    let dialects = std::iter::once(own).chain(others).map(move |dialect| {
        let name = if dialect == own { format!("DDL for {dialect}") } else { dialect.to_string() };
        view! { <button role="menuitem" class:own=dialect == own on:click=move |_| ddl(workbench, dialect)>{name}<span class="grow"></span><span class="quiet">{t(".sql")}</span></button> }
    });
    let picture = move |scale: f64, label: &'static str| {
        view! {
            <button role="menuitem" on:click=move |_| png(workbench, scale)>
                {t(label)}<span class="grow"></span><span class="quiet">{t(".png")}</span>
            </button>
        }
    };
    let entry = move |format: Format| {
        let (label, ending, media) = about(format);
        view! {
            <button role="menuitem" on:click=move |_| document_of(workbench, format, ending, media)>
                {t(label)}<span class="grow"></span><span class="quiet">{format!(".{ending}")}</span>
            </button>
        }
    };
    let is_code = |format: &Format| {
        matches!(
            format,
            Format::Prisma
                | Format::Drizzle
                | Format::TypeOrm
                | Format::SqlAlchemy
                | Format::Django
                | Format::Rails
                | Format::JsonSchema
        )
    };
    let apart = |format: &Format| !matches!(format, Format::Sql | Format::Svg | Format::Project);
    let documents = Format::ALL.into_iter().filter(move |format| apart(format) && !is_code(format)).map(entry);
    let code = Format::ALL.into_iter().filter(is_code).map(entry);
    view! {
        <div class="menu-columns">
            <div>
                <div class="group">{t("Statements")}</div>
                {dialects.collect_view()}
            </div>
            <div>
                <div class="group">{t("Project")}</div>
                <button role="menuitem" on:click=move |_| project_file(workbench)>
                    {t("Project, to open again")}<span class="grow"></span><span class="quiet">{t(".json")}</span>
                </button>
                <div class="group">{t("Diagram and documents")}</div>
                <button role="menuitem" on:click=move |_| document_of(workbench, Format::Svg, "svg", "image/svg+xml")>
                    {t("Diagram")}<span class="grow"></span><span class="quiet">{t(".svg")}</span>
                </button>
                {picture(1.0, "Diagram, as large as it is")}
                {picture(2.0, "Diagram, twice the size")}
                {picture(4.0, "Diagram, four times the size")}
                {documents.collect_view()}
            </div>
            <div>
                <div class="group">{t("Code")}</div>
                {code.collect_view()}
            </div>
        </div>
    }
    .into_any()
}

/// What a format is called, its file's ending, and its media type.
fn about(format: Format) -> (&'static str, &'static str, &'static str) {
    match format.name() {
        "json" => ("Schema for programs", "schema.json", "application/json"),
        "markdown" => ("Documentation", "md", "text/markdown"),
        "mermaid" => ("Mermaid", "mmd", "text/plain"),
        "dbml" => ("DBML", "dbml", "text/plain"),
        "html" => ("Data dictionary", "html", "text/html"),
        "pdf" => ("Diagram on a page", "pdf", "application/pdf"),
        "csv" => ("Columns as a table", "csv", "text/csv"),
        "plantuml" => ("PlantUML", "puml", "text/plain"),
        "dot" => ("Graphviz", "dot", "text/vnd.graphviz"),
        "prisma" => ("Prisma", "prisma", "text/plain"),
        "drizzle" => ("Drizzle", "drizzle.ts", "text/plain"),
        "typeorm" => ("TypeORM", "typeorm.ts", "text/plain"),
        "sqlalchemy" => ("SQLAlchemy", "models.py", "text/x-python"),
        "django" => ("Django", "django.py", "text/x-python"),
        "rails" => ("Rails", "schema.rb", "text/plain"),
        "json-schema" => ("JSON Schema", "json-schema.json", "application/schema+json"),
        name => (name, name, "text/plain"),
    }
}

/// Gives a file to the user, or says why that fails.
fn give(workbench: Workbench, ending: &str, media: &str, text: &str) {
    let stem = workbench.project.with_untracked(|project| file_stem(&project.name));
    match download::text(&format!("{stem}.{ending}"), media, text) {
        Ok(()) => workbench.notice.set(None),
        Err(why) => workbench.fail(format!("The file could not be made: {why}.")),
    }
}

fn ddl(workbench: Workbench, dialect: Dialect) {
    let project = Project { dialect, ..(*workbench.project.get_untracked()).clone() };
    written(workbench, project, Format::Sql, format!("{}.sql", dialect.name()), "application/sql");
}

fn document_of(workbench: Workbench, format: Format, ending: &str, media: &'static str) {
    written(workbench, (*workbench.project.get_untracked()).clone(), format, ending.to_owned(), media);
}

/// Gives a file that the engine writes, so that the page need not carry the formats.
fn written(workbench: Workbench, project: Project, format: Format, ending: String, media: &'static str) {
    leptos::task::spawn_local(async move {
        let job = Job::Export { project: Box::new(project), format: format.name().to_owned() };
        match engine::ask::<String>(&job).await {
            Ok(text) => give(workbench, &ending, media, &text),
            Err(why) => workbench.fail(format!("The file could not be made. {why}.")),
        }
    });
}

fn png(workbench: Workbench, scale: f64) {
    leptos::task::spawn_local(async move {
        let project = workbench.project.get_untracked();
        let work = async {
            let options = erd::SvgOptions::default();
            let drawing: String = engine::ask(&Job::Draw { project: Box::new((*project).clone()), options }).await?;
            let blob = picture::png(&drawing, scale).await?;
            download::save(&format!("{}.png", file_stem(&project.name)), &blob)
        };
        if let Err(why) = work.await {
            workbench.fail(format!("The picture could not be made: {why}. The SVG shows the same diagram."));
        }
    });
}

/// The project as a file that can be opened again.
pub fn project_file(workbench: Workbench) {
    let text = project::write(&workbench.project.get_untracked());
    give(workbench, "project.json", "application/json", &text);
}
