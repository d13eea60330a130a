//! The page: panic hook and mount.

#[cfg(target_arch = "wasm32")]
fn main() {
    schema_architect::web::rescue::set_panic_hook();
    // Leptos' own spawn works from the mount on.
    wasm_bindgen_futures::spawn_local(async {
        schema_architect::ui::load_messages().await;
        leptos::mount::mount_to_body(schema_architect::ui::App);
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the web page; build it for wasm32-unknown-unknown with `make dist`.");
    std::process::exit(2);
}
