//! Small choices that the page remembers: theme, sizes of panels. Without storage they last until the page closes.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("schema-architect.{name}")).ok()?
}

pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("schema-architect.{name}"), value);
    }
}
