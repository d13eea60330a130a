//! The user's own language model: what is asked, in which form, and how replies are checked.
//!
//! Everything here is pure. A [`Transport`] carries the requests: the page's worker, the command line, or a test.

mod endpoint;
mod http;
mod provider;
pub mod wire;

pub use endpoint::{Endpoint, Key, Mode, Wire, is_near};
pub use http::{Failure, LARGEST_ANSWER, Request, Response, Transport, ready};
pub use provider::{PROVIDERS, Provider, provider, wire_of};
