//! Requests and answers as plain values. Who carries them is a [`Transport`]: the page's worker, the command line, a test.

use std::fmt;
use std::future::Future;

/// A POST (with a body) or GET (without) over HTTP.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub url: String,
    /// Names in lower case. They hold the key and never leave this value but to the endpoint.
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

/// Headers are left out: one of them is the key.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("url", &self.url).field("body", &self.body).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Seconds; browsers often hide it.
    pub retry_after: Option<u32>,
    pub body: String,
}

/// Why no whole answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No connection, a refused one, or one that the browser forbids (CORS, mixed content, local network).
    Unreachable(String),
    /// The connection ended in mid-answer.
    Interrupted,
    TooLong,
    /// The time that the transport allows is over.
    TimedOut,
    Cancelled,
}

/// Carries requests. Futures of a blocking transport are ready at once, see [`ready`].
pub trait Transport {
    /// Sends a request. `heard` gets the body as it comes, in pieces of any size.
    fn send(&self, request: &Request, heard: &mut dyn FnMut(&str)) -> impl Future<Output = Result<Response, Failure>>;

    fn pause(&self, milliseconds: u32) -> impl Future<Output = ()>;

    /// Milliseconds since any fixed moment.
    fn now(&self) -> f64;
}

/// An answer larger than this is not read to its end: no schema is that large.
pub const LARGEST_ANSWER: usize = 4_000_000;

/// Takes the text out of the bytes that have come so far. A character that the end of a piece cuts in two waits for its rest.
pub fn whole_text(bytes: &mut Vec<u8>) -> String {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    let text = String::from_utf8_lossy(&bytes[..whole]).into_owned();
    bytes.drain(..whole);
    text
}

/// The result of a future that never waits, as those of a blocking transport.
///
/// # Errors
/// The future waits for something, so that its transport is not a blocking one.
pub fn ready<T>(future: impl Future<Output = T>) -> Result<T, &'static str> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => Ok(value),
        std::task::Poll::Pending => Err("the transport waits"),
    }
}
