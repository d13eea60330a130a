//! The page: panic hook and mount.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(schema_architect::ui::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the web page; build it for wasm32-unknown-unknown with `make dist`.");
    std::process::exit(2);
}
