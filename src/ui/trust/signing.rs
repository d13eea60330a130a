//! Signatures with the key of this browser, and whether those of others hold.

use crate::base::json;
use crate::project::Project;
use crate::trust::{Approval, Origin, Role, Sharing, audit, statement};
use crate::ui::state::{SIGNER, Workbench};
use crate::web::{crypto, preferences, storage, time};
use leptos::prelude::*;

/// Under which the author's keys are kept on this device.
const KEYS: &str = "signing keys";

/// The hash of this browser's public key, empty where it has none yet.
pub fn signer() -> String {
    preferences::get(SIGNER).unwrap_or_default()
}

/// Adds a signed approval to the project.
///
/// # Errors
/// A sentence without its full stop: the browser has no cryptography or no storage.
pub async fn approve(workbench: Workbench, who: String, what: String, digest: String) -> Result<(), String> {
    let keys = keys().await?;
    let project = workbench.project.get_untracked();
    let (role, head) = (project.role_of(&signer()), project.audit.head().to_owned());
    let mut approval =
        Approval { who, role, at: time::stamp(), what, digest, head, key: keys.public, signature: String::new() };
    approval.signature = crypto::sign(&keys.private, &statement(&approval)).await?;
    let label = format!("{} approved", approval.what);
    workbench.edit_from(Origin::Approval, &label, |project| project.approvals.push(approval));
    if workbench.notice.with_untracked(Option::is_none) {
        workbench.say("Approved and signed. The approval is part of the project and of its log.");
    }
    Ok(())
}

/// A copy of the project in which others have this role.
///
/// # Errors
/// As [`approve`].
pub async fn shared(project: &Project, by: String, role: Role) -> Result<Project, String> {
    let keys = keys().await?;
    let head = project.audit.head().to_owned();
    let mut sharing = Sharing { role, by, at: time::stamp(), head, key: keys.public, signature: String::new() };
    sharing.signature = crypto::sign(&keys.private, &sharing.statement()).await?;
    Ok(Project { sharing: Some(sharing), ..project.clone() })
}

/// Whether an approval was signed by the owner of its key.
pub async fn holds(approval: &Approval) -> bool {
    crypto::verify(&approval.key, &statement(approval), &approval.signature).await
}

/// Whose approvals of what has this hash hold.
pub async fn approvers(project: &Project, digest: &str) -> Vec<String> {
    let mut names = Vec::new();
    for approval in project.approvals_of(digest) {
        if holds(approval).await {
            names.push(approval.who.clone());
        }
    }
    names
}

/// The keys of this browser; they are made when they are first needed.
async fn keys() -> Result<crypto::KeyPair, String> {
    let known = storage::get(KEYS).await?.and_then(|text| json::read::<crypto::KeyPair>(&text).ok());
    let keys = match known {
        Some(keys) => keys,
        None => {
            let keys = crypto::new_keys().await?;
            storage::put(KEYS, &json::write(&keys)).await?;
            keys
        }
    };
    preferences::set(SIGNER, &audit::digest(&keys.public));
    Ok(keys)
}
