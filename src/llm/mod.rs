//! The user's own language model: what is asked, in which form, and how replies are checked.
//!
//! Everything here is pure. A [`Transport`] carries the requests: the page's worker, the command line, or a test. What is
//! asked stands in `prompts/`, the forms of replies in `shapes`; `reply` checks what comes, `session` asks again or gives
//! up, `design` and `evolution` make a schema or changes of it with the engine's own stages.

mod connection;
mod design;
mod endpoint;
mod evolution;
mod http;
mod json;
mod preview;
mod prompts;
mod provider;
mod reply;
mod session;
mod shapes;
mod trouble;
pub mod wire;

pub use connection::{Tested, models, test};
pub use design::{Designed, design};
pub use endpoint::{Endpoint, Key, Mode, Wire, is_near};
pub use evolution::evolve;
pub use http::{Failure, LARGEST_ANSWER, Request, Response, Transport, ready, whole_text};
pub use preview::{Preview, of_design, of_evolution};
pub use prompts::{Prompts, Task};
pub use provider::{PROVIDERS, Provider, provider, wire_of};
pub use session::{Budget, Entry, Progress, Session, Settings};
pub use trouble::{Place, Trouble, unreachable};

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
