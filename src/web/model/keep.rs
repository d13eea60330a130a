//! What stays on this device: the settings without the key, and the key only encrypted under the user's passphrase.

use super::memory::{Kept, Memory, origin};
use super::talk::{Talk, Turn};
use crate::llm::Key;
use crate::web::crypto::{self, Envelope};
use crate::web::storage;

const SETTINGS: &str = "model";
const VAULT: &str = "model key";

/// Brings back what was kept.
pub async fn load(memory: &mut Memory) {
    if let Ok(Some(text)) = storage::get(SETTINGS).await {
        memory.kept = serde_json::from_str::<Kept>(&text).unwrap_or_default();
        memory.kept.settings.endpoint.key = Key::default();
    }
    memory.has_vault = matches!(storage::get(VAULT).await, Ok(Some(text)) if !text.is_empty());
}

/// Keeps the settings. They hold no key.
///
/// # Errors
/// Why the browser does not keep them.
pub async fn save(kept: &Kept) -> Result<(), String> {
    let mut kept = kept.clone();
    kept.settings.endpoint.key = Key::default();
    let text = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
    storage::put(SETTINGS, &text).await
}

/// Keeps the key, encrypted together with the address that it is for.
///
/// # Errors
/// Why it cannot be kept.
pub async fn lock(memory: &mut Memory, passphrase: &str) -> Result<(), String> {
    if passphrase.chars().count() < 8 {
        return Err("Take a passphrase of at least 8 characters".to_owned());
    }
    let address = origin(&memory.kept.settings.endpoint.url);
    let envelope = crypto::encrypt(passphrase, memory.key.to_vault(&address).as_bytes()).await?;
    let text = serde_json::to_string(&envelope).map_err(|error| error.to_string())?;
    storage::put(VAULT, &text).await?;
    memory.has_vault = true;
    Ok(())
}

/// Opens the kept key.
///
/// # Errors
/// Another passphrase, a key for another address, or why it cannot be read.
pub async fn unlock(memory: &mut Memory, passphrase: &str) -> Result<(), String> {
    let text = storage::get(VAULT).await?.unwrap_or_default();
    let envelope: Envelope = serde_json::from_str(&text).map_err(|_| "No key is kept on this device")?;
    let bytes = crypto::decrypt(passphrase, &envelope).await?;
    let opened = String::from_utf8(bytes).map_err(|_| "What is kept is no key")?;
    let (address, key) = Key::from_vault(&opened).ok_or("What is kept is no key")?;
    if address != origin(&memory.kept.settings.endpoint.url) {
        return Err(format!("The kept key is for {address}, and goes nowhere else"));
    }
    memory.key = key;
    Ok(())
}

/// Forgets the kept key; the one in memory stays.
///
/// # Errors
/// Why the browser does not remove it.
pub async fn forget(memory: &mut Memory) -> Result<(), String> {
    storage::change(&[], &[VAULT.to_owned()]).await?;
    memory.has_vault = false;
    Ok(())
}

/// The conversations about a project.
pub async fn sessions(shelf: &str) -> Vec<Vec<Turn>> {
    let text = storage::get(&talk_key(shelf)).await.ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps them. A browser that does not keep them loses nothing of the project.
pub async fn save_sessions(talk: &Talk) {
    if let Ok(text) = serde_json::to_string(&talk.sessions) {
        let _ = storage::put(&talk_key(&talk.shelf), &text).await;
    }
}

/// What the conversations about a project are kept under; whoever forgets the project forgets them too.
pub fn talk_key(shelf: &str) -> String {
    format!("talk {shelf}")
}
