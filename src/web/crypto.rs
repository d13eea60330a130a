//! The browser's own cryptography: texts locked with a passphrase, and signatures.
//!
//! AES-GCM with 256 bits, the key derived by PBKDF2 with SHA-256 in 600,000 rounds (OWASP's figure for that function)
//! and a salt of its own; signatures are ECDSA on P-256 with SHA-256. Nothing here keeps a passphrase or a key.

use super::reason;
use crate::base::json;
use crate::trust::base64;
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const ROUNDS: u32 = 600_000;
/// A file cannot make the browser count for minutes.
const MOST_ROUNDS: u32 = 10_000_000;
const SALT: u32 = 16;
/// Bytes of the initialization vector, as the standard recommends for GCM.
const VECTOR: u32 = 12;

/// What the page says where a passphrase does not open an envelope: GCM cannot tell the two apart.
pub const WRONG: &str = "The passphrase is another one, or the data was changed";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn fill(bytes: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    fn import_key(form: &str, key: &JsValue, how: &JsValue, out: bool, uses: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = exportKey, catch)]
    fn export_key(form: &str, key: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = deriveKey, catch)]
    fn derive_key(how: &JsValue, key: &JsValue, to: &JsValue, out: bool, uses: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = generateKey, catch)]
    fn generate_key(how: &JsValue, out: bool, uses: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = encrypt, catch)]
    fn lock(how: &JsValue, key: &JsValue, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = decrypt, catch)]
    fn unlock(how: &JsValue, key: &JsValue, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = sign, catch)]
    fn sign_bytes(how: &JsValue, key: &JsValue, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = verify, catch)]
    fn verify_bytes(
        how: &JsValue,
        key: &JsValue,
        signature: &Uint8Array,
        bytes: &Uint8Array,
    ) -> Result<Promise, JsValue>;
}

/// Encrypted bytes with everything but the passphrase that is needed to open them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// `PBKDF2-SHA256 AES-256-GCM`.
    pub method: String,
    pub rounds: u32,
    /// Base64, as the two below.
    pub salt: String,
    pub vector: String,
    pub data: String,
}

const FORMAT: &str = "schema-architect-locked";

/// A locked project as a file.
#[derive(Serialize, Deserialize)]
struct Locked {
    format: String,
    version: u32,
    envelope: Envelope,
}

impl Envelope {
    /// As a file that says what it is.
    pub fn file(self) -> String {
        let file = Locked { format: FORMAT.to_owned(), version: 1, envelope: self };
        json::pretty(&file)
    }

    /// The envelope of such a file; nothing for other files.
    pub fn read(text: &str) -> Option<Self> {
        let file: Locked = json::read(text).ok()?;
        (file.format == FORMAT && file.version == 1).then_some(file.envelope)
    }
}

const METHOD: &str = "PBKDF2-SHA256 AES-256-GCM";

/// Locks bytes with a passphrase. Each call takes a new salt and vector.
///
/// # Errors
/// The browser has no cryptography here: a page over plain HTTP has none.
pub async fn encrypt(passphrase: &str, bytes: &[u8]) -> Result<Envelope, String> {
    let work = async {
        let (salt, vector) = (random(SALT)?, random(VECTOR)?);
        let key = key_of(passphrase, &salt, ROUNDS).await?;
        let data = wait(lock(&gcm(&vector), &key, &Uint8Array::from(bytes))?).await?;
        Ok(Envelope {
            method: METHOD.to_owned(),
            rounds: ROUNDS,
            salt: base64::encode(&salt),
            vector: base64::encode(&vector),
            data: base64::encode(&bytes_of(data)),
        })
    };
    work.await.map_err(|error: JsValue| refused(&error))
}

/// Opens an envelope.
///
/// # Errors
/// [`WRONG`], or what is the matter with the envelope.
pub async fn decrypt(passphrase: &str, envelope: &Envelope) -> Result<Vec<u8>, String> {
    if envelope.method != METHOD || !(1..=MOST_ROUNDS).contains(&envelope.rounds) {
        return Err(format!("It was locked in a way that this program does not know ({})", envelope.method));
    }
    let part = |text: &str| base64::decode(text).ok_or("It was locked, and what is left of it cannot be read");
    let (salt, vector, data) = (part(&envelope.salt)?, part(&envelope.vector)?, part(&envelope.data)?);
    let key = key_of(passphrase, &salt, envelope.rounds).await.map_err(|error| refused(&error))?;
    let open = unlock(&gcm(&vector), &key, &Uint8Array::from(data.as_slice())).map_err(|error| refused(&error))?;
    wait(open).await.map(bytes_of).map_err(|_| WRONG.to_owned())
}

/// A pair of keys as JSON Web Keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPair {
    pub private: String,
    pub public: String,
}

/// Makes a new pair of keys for signatures.
///
/// # Errors
/// The browser has no cryptography here.
pub async fn new_keys() -> Result<KeyPair, String> {
    let work = async {
        let pair = wait(generate_key(&ecdsa(), true, &uses(&["sign", "verify"]))?).await?;
        let exported = async |name: &str| -> Result<String, JsValue> {
            let key = Reflect::get(&pair, &name.into())?;
            let jwk = wait(export_key("jwk", &key)?).await?;
            Ok(js_sys::JSON::stringify(&jwk)?.into())
        };
        Ok(KeyPair { private: exported("privateKey").await?, public: exported("publicKey").await? })
    };
    work.await.map_err(|error: JsValue| refused(&error))
}

/// The signature of a text, in Base64.
///
/// # Errors
/// The key is none, or the browser has no cryptography here.
pub async fn sign(private: &str, text: &str) -> Result<String, String> {
    let work = async {
        let key = js_sys::JSON::parse(private)?;
        let key = wait(import_key("jwk", &key, &ecdsa(), false, &uses(&["sign"]))?).await?;
        let signature = wait(sign_bytes(&ecdsa(), &key, &Uint8Array::from(text.as_bytes()))?).await?;
        Ok(base64::encode(&bytes_of(signature)))
    };
    work.await.map_err(|error: JsValue| refused(&error))
}

/// Whether a signature is that of the text by the owner of a public key. A key or signature that is none is no.
pub async fn verify(public: &str, text: &str, signature: &str) -> bool {
    let work = async {
        let signature = base64::decode(signature).ok_or(JsValue::NULL)?;
        let key = js_sys::JSON::parse(public)?;
        let key = wait(import_key("jwk", &key, &ecdsa(), false, &uses(&["verify"]))?).await?;
        let bytes = Uint8Array::from(text.as_bytes());
        wait(verify_bytes(&ecdsa(), &key, &Uint8Array::from(signature.as_slice()), &bytes)?).await
    };
    let answer: Result<JsValue, JsValue> = work.await;
    answer.is_ok_and(|yes| yes.is_truthy())
}

async fn key_of(passphrase: &str, salt: &[u8], rounds: u32) -> Result<JsValue, JsValue> {
    let secret = Uint8Array::from(passphrase.as_bytes());
    let base = wait(import_key("raw", &secret, &"PBKDF2".into(), false, &uses(&["deriveKey"]))?).await?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ]);
    let to = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    wait(derive_key(&how, &base, &to, false, &uses(&["encrypt", "decrypt"]))?).await
}

fn gcm(vector: &[u8]) -> JsValue {
    object(&[("name", "AES-GCM".into()), ("iv", Uint8Array::from(vector).into())])
}

fn ecdsa() -> JsValue {
    object(&[("name", "ECDSA".into()), ("namedCurve", "P-256".into()), ("hash", "SHA-256".into())])
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a new plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn uses(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}

fn random(length: u32) -> Result<Vec<u8>, JsValue> {
    let bytes = Uint8Array::new_with_length(length);
    fill(&bytes)?;
    Ok(bytes.to_vec())
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

fn bytes_of(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec()
}

fn refused(error: &JsValue) -> String {
    let secure = web_sys::window().is_none_or(|window| window.is_secure_context());
    match secure {
        true => format!("The browser's cryptography refuses: {}", reason(error)),
        false => "Browsers encrypt only on pages over HTTPS or on localhost".to_owned(),
    }
}
