//! The engine beside the page: a web worker that designs and imports, so that the page never waits for it.

#[cfg(target_arch = "wasm32")]
fn main() {
    schema_architect::web::worker::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the page's web worker; build it for wasm32-unknown-unknown with `make dist`.");
    std::process::exit(2);
}
