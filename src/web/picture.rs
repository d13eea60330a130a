//! An SVG as pixels.

use super::reason;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

/// Browsers refuse larger sides.
const MAX_SIDE: f64 = 16_384.0;

/// Paints an SVG at `scale` times its own size and gives it back as a PNG. A drawing too large for a browser's
/// canvas is painted as large as possible.
///
/// # Errors
/// Says what the browser refuses.
pub async fn png(svg: &str, scale: f64) -> Result<Blob, String> {
    let blob = super::download::blob(svg, "image/svg+xml;charset=utf-8")?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|error| reason(&error))?;
    let painted = paint(&url, scale).await;
    let _ = Url::revoke_object_url(&url);
    painted.map_err(|error| reason(&error))
}

async fn paint(url: &str, scale: f64) -> Result<Blob, JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("the page is gone")?;
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.map_err(|_| "the browser cannot draw this diagram as a picture")?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let scale = scale.min(MAX_SIDE / width.max(1.0)).min(MAX_SIDE / height.max(1.0));
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * scale).ceil() as u32);
    canvas.set_height((height * scale).ceil() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no canvas to draw on")?.dyn_into()?;
    context.scale(scale, scale)?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            let _ = match blob.is_null() {
                true => reject.call1(&JsValue::NULL, &"the diagram is too large for a picture; take the SVG".into()),
                false => resolve.call1(&JsValue::NULL, &blob),
            };
        });
        let _ = canvas.to_blob_with_type(take.unchecked_ref(), "image/png");
    });
    JsFuture::from(promise).await?.dyn_into()
}
