//! The engine beside the page: a web worker that designs and imports, so that the page never waits for it.

#[cfg(target_arch = "wasm32")]
fn main() {
    schema_architect::web::worker::serve();
}

/// Answers a request of the JSON interface, for the page's service worker: the status, a line feed, and the body.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn api(method: &str, path: &str, body: &str) -> String {
    let answer = schema_architect::api::answer(method, path, body);
    format!("{}\n{}", answer.status, answer.body)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the page's web worker; build it for wasm32-unknown-unknown with `make dist`.");
    std::process::exit(2);
}
