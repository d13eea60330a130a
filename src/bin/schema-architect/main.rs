//! The command line: arguments, files, exit codes; nothing else.
//!
//! Results go to standard output, diagnostics to standard error. The exit code is 0, 1 for findings of error
//! severity, or 2 for unusable arguments or input.

#[cfg(not(target_arch = "wasm32"))]
mod commands;
#[cfg(not(target_arch = "wasm32"))]
mod input;
#[cfg(not(target_arch = "wasm32"))]
mod model;
#[cfg(not(target_arch = "wasm32"))]
mod options;
#[cfg(not(target_arch = "wasm32"))]
mod output;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    commands::run(std::env::args_os().skip(1))
}

/// The package's page is what runs in a browser; the command line has nothing to do there.
#[cfg(target_arch = "wasm32")]
fn main() {}
