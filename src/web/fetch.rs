//! Requests to the endpoint that the user configured, from the engine. Nothing else in the page reaches another origin.

use crate::llm::{
    Endpoint, Failure, LARGEST_ANSWER, Place, Request, Response, Transport, is_near, unreachable, whole_text,
};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCredentials, RequestRedirect};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = AbortSignal, js_name = timeout)]
    fn ends_after(milliseconds: f64) -> Result<AbortSignal, JsValue>;

    #[wasm_bindgen(catch, js_namespace = AbortSignal, js_name = any)]
    fn first_of(signals: &Array) -> Result<AbortSignal, JsValue>;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(done: &js_sys::Function, milliseconds: f64);

    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn clock() -> f64;

    /// A `ReadableStreamDefaultReader`.
    type Reader;

    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> Promise;

    #[wasm_bindgen(method)]
    fn cancel(this: &Reader) -> Promise;
}

/// Sends what a session asks for, to its own endpoint.
pub struct Fetch {
    endpoint: Endpoint,
    place: Place,
    /// Seconds that one request may take.
    seconds: u32,
    cancel: AbortController,
}

impl Fetch {
    /// A transport that `cancel` stops at any moment.
    pub async fn new(endpoint: Endpoint, seconds: u32, cancel: AbortController) -> Self {
        let place = place(&endpoint).await;
        Self { endpoint, place, seconds, cancel }
    }

    /// Whether the user has cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.signal().aborted()
    }

    fn failure(&self, began: f64, otherwise: Failure) -> Failure {
        match (self.is_cancelled(), clock() - began >= f64::from(self.seconds) * 1000.0) {
            (true, _) => Failure::Cancelled,
            (_, true) => Failure::TimedOut,
            _ => otherwise,
        }
    }

    async fn answer(&self, request: &Request, began: f64) -> Result<gloo_net::http::Response, Failure> {
        let builder = match request.body {
            Some(_) => RequestBuilder::new(&request.url).method(Method::POST),
            None => RequestBuilder::new(&request.url),
        };
        let cancel = self.cancel.signal();
        let limit = ends_after(f64::from(self.seconds) * 1000.0);
        let signal = limit.and_then(|limit| first_of(&Array::of2(&cancel, &limit))).unwrap_or(cancel);
        // No cookies, no referrer, and no way to another address, for the key is in a header.
        let builder = builder
            .credentials(RequestCredentials::Omit)
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .redirect(RequestRedirect::Error)
            .abort_signal(Some(&signal));
        let builder = request.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value));
        let built = match &request.body {
            Some(body) => builder.body(body.as_str()),
            None => builder.build(),
        };
        let unusable = "The address or the key holds characters that cannot be sent";
        let built = built.map_err(|_| Failure::Unreachable(unusable.to_owned()))?;
        // The browser says no more than "Failed to fetch"; where it happens says more.
        let silent = |_| self.failure(began, Failure::Unreachable(unreachable(&self.endpoint, self.place)));
        built.send().await.map_err(silent)
    }
}

impl Transport for Fetch {
    async fn send(&self, request: &Request, heard: &mut dyn FnMut(&str)) -> Result<Response, Failure> {
        let began = clock();
        let answer = self.answer(request, began).await?;
        let mut response = Response { status: answer.status(), ..Response::default() };
        response.retry_after = answer.headers().get("retry-after").and_then(|value| value.trim().parse().ok());
        let Some(stream) = answer.body() else { return Ok(response) };
        let reader: Reader = stream.get_reader().unchecked_into();
        let mut rest = Vec::new();
        loop {
            let piece = JsFuture::from(reader.read()).await;
            let piece = piece.map_err(|_| self.failure(began, Failure::Interrupted))?;
            if field(&piece, "done").is_truthy() {
                break;
            }
            if let Ok(bytes) = field(&piece, "value").dyn_into::<Uint8Array>() {
                rest.extend(bytes.to_vec());
            }
            let text = whole_text(&mut rest);
            heard(&text);
            response.body.push_str(&text);
            if response.body.len() > LARGEST_ANSWER {
                // Nobody waits for the end of what is not read.
                let _ = reader.cancel();
                return Err(Failure::TooLong);
            }
        }
        Ok(response)
    }

    async fn pause(&self, milliseconds: u32) {
        let signal = self.cancel.signal();
        let promise = Promise::new(&mut |resolve, _| {
            let _ = signal.add_event_listener_with_callback("abort", &resolve);
            set_timeout(&resolve, f64::from(milliseconds));
        });
        let _ = JsFuture::from(promise).await;
    }

    fn now(&self) -> f64 {
        clock()
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// From where the engine asks, as far as it explains why nothing answers.
async fn place(endpoint: &Endpoint) -> Place {
    let global: JsValue = js_sys::global().into();
    let navigator = field(&global, "navigator");
    let secure = field(&field(&global, "location"), "protocol").as_string().as_deref() == Some("https:");
    let offline = field(&navigator, "onLine").as_bool() == Some(false);
    let host = endpoint.url.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let local_denied = is_near(host) && is_denied(&navigator, "loopback-network").await;
    Place { secure, local_denied, offline }
}

/// Whether the browser has been told not to let the page do something; one that does not know the name forbids nothing.
async fn is_denied(navigator: &JsValue, name: &str) -> bool {
    let permissions = field(navigator, "permissions");
    let Ok(query) = field(&permissions, "query").dyn_into::<js_sys::Function>() else { return false };
    let wanted = js_sys::Object::new();
    let _ = Reflect::set(&wanted, &"name".into(), &name.into());
    let Ok(promise) = query.call1(&permissions, &wanted) else { return false };
    let state = JsFuture::from(Promise::resolve(&promise)).await;
    state.is_ok_and(|state| field(&state, "state").as_string().as_deref() == Some("denied"))
}
