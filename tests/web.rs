//! The page's own parts, in a real browser (`wasm-bindgen-test`).
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use schema_architect::ui::App;
use schema_architect::web::{download, examples, picture, preferences, rescue, storage, time};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, InputEvent};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn storage_gives_back_what_was_put_last() {
    assert_eq!(storage::get("nothing here").await, Ok(None));
    for text in ["", "one", "two\u{0}\n\"ü\u{1F600}"] {
        storage::put("round trip", text).await.expect("stored");
        assert_eq!(storage::get("round trip").await, Ok(Some(text.to_owned())));
    }
}

#[wasm_bindgen_test]
fn preferences_are_remembered() {
    preferences::set("test", "dark");
    assert_eq!(preferences::get("test").as_deref(), Some("dark"));
    assert_eq!(preferences::get("never set"), None);
}

#[wasm_bindgen_test]
async fn a_file_has_the_bytes_of_its_text_in_utf_8() {
    let text = "CREATE TABLE größe (a int);\n";
    let blob = download::blob(text, "application/sql").expect("a blob");
    assert_eq!(blob.type_(), "application/sql");
    assert_eq!(blob.size(), text.len() as f64);
    let back = JsFuture::from(blob.text()).await.expect("readable");
    assert_eq!(back.as_string().as_deref(), Some(text));
}

#[wasm_bindgen_test]
fn file_names_are_plain_words() {
    let check = |name: &str, expected: &str| assert_eq!(download::file_stem(name), expected);
    check("E-commerce platform", "e-commerce-platform");
    check("../../etc/passwd", "etc-passwd");
    check("  ", "schema");
    check("Größe <b>", "größe-b");
}

#[wasm_bindgen_test]
async fn a_picture_has_the_drawing_s_size_times_the_scale() {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="9" height="9"/></svg>"##;
    let blob = picture::png(svg, 2.0).await.expect("a picture");
    let bytes = JsFuture::from(blob.array_buffer()).await.expect("bytes");
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    assert_eq!(&bytes[..4], b"\x89PNG");
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    assert_eq!((number(16), number(20)), (60, 40));
}

#[wasm_bindgen_test]
async fn a_missing_example_is_a_sentence_with_a_way_out() {
    // The test's own server has no examples.
    let message = examples::load(examples::EXAMPLES[0]).await.expect_err("not there");
    assert!(message.contains("E-commerce") && message.contains("write a description yourself"), "{message}");
}

#[wasm_bindgen_test]
async fn without_the_engine_s_files_the_page_says_so_and_keeps_the_text() {
    // The test's own server has no engine; tests/e2e has one.
    let root = mount_page();
    let text = "- Customers with name and email\n- <img src=x onerror=alert(1)> with price";
    type_text(&root, text);
    click(&root, ".btn.primary");
    let notice = wait_for(&root, ".notice").await.text_content().unwrap_or_default();
    assert!(notice.contains("could not be loaded") && notice.contains("What was here before still is"), "{notice}");
    let field: HtmlTextAreaElement = root.query_selector(".desc-text").unwrap().unwrap().dyn_into().unwrap();
    assert_eq!(field.value(), text);
    assert!(root.query_selector("img").unwrap().is_none(), "markup of the description became an element");
}

#[wasm_bindgen_test]
async fn after_a_panic_the_work_can_be_taken_home() {
    rescue::keep(|| Some(("rescued.project.json".to_owned(), "the work <b>itself</b>".to_owned())));
    rescue::show("panicked at 'nobody expects this <img src=x>'").expect("shown");
    // A second panic adds nothing.
    rescue::show("another").expect("shown");
    let overlays = document().query_selector_all("[role=alertdialog]").unwrap();
    assert_eq!(overlays.length(), 1);
    let overlay: HtmlElement = overlays.item(0).unwrap().dyn_into().unwrap();
    let text = overlay.text_content().unwrap_or_default();
    assert!(text.contains("Your work is not lost") && text.contains("nobody expects this <img src=x>"), "{text}");
    assert!(overlay.query_selector("img").unwrap().is_none());
    let link = overlay.query_selector("a[download='rescued.project.json']").unwrap().expect("a link");
    let address = link.get_attribute("href").unwrap_or_default();
    let response = JsFuture::from(window().fetch_with_str(&address)).await.expect("the file");
    let body = response.dyn_into::<web_sys::Response>().unwrap().text().unwrap();
    assert_eq!(JsFuture::from(body).await.unwrap().as_string().as_deref(), Some("the work <b>itself</b>"));
    overlay.remove();
}

fn mount_page() -> HtmlElement {
    let root: HtmlElement = document().create_element("div").unwrap().dyn_into().unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    leptos::mount::mount_to(root.clone(), App).forget();
    root
}

fn type_text(root: &HtmlElement, text: &str) {
    let field: HtmlTextAreaElement = root.query_selector(".desc-text").unwrap().unwrap().dyn_into().unwrap();
    field.set_value(text);
    field.dispatch_event(&InputEvent::new("input").unwrap()).unwrap();
}

fn click(root: &HtmlElement, selector: &str) {
    let buttons = root.query_selector_all(selector).unwrap();
    let generate = (0..buttons.length()).filter_map(|i| buttons.item(i)?.dyn_into::<HtmlElement>().ok());
    let generate = generate.into_iter().find(|b| b.text_content().is_some_and(|text| text.contains("Generate")));
    generate.expect("the Generate button").click();
}

/// The element, as soon as it is there; fails after five seconds.
async fn wait_for(root: &HtmlElement, selector: &str) -> Element {
    let begin = time::now();
    while time::now() - begin < 5_000.0 {
        if let Some(element) = root.query_selector(selector).unwrap() {
            return element;
        }
        time::painted().await;
    }
    panic!("{selector} did not appear");
}
