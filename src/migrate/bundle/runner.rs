//! A shell script that runs the phases in order, tries again where a lock was not to be had, and goes on where it stopped.

use super::part::stem;
use crate::dialect::Dialect;
use crate::migrate::plan::{Phase, Plan};
use std::fmt::Write;

/// The runner's place in the bundle.
pub const RUNNER: &str = "run.sh";

/// How often a phase is tried before the runner gives up.
const ATTEMPTS: u32 = 10;

pub fn runner(plan: &Plan) -> String {
    let (client, locked) = client(plan.dialect);
    let before = if plan.dialect == Dialect::Oracle { "echo 'WHENEVER SQLERROR EXIT FAILURE'; " } else { "" };
    let mut phases = String::new();
    for (at, phase) in plan.phases.iter().enumerate() {
        let manner = if may_repeat(phase) { "again" } else { "once" };
        let _ = writeln!(phases, "{} {manner}", stem(at, &phase.name));
    }
    format!(
        r#"#!/bin/sh
# Runs the phases in order, or takes back those that ran, the last one first:
#     CLIENT='{client}' sh {RUNNER} up
#     CLIENT='{client}' sh {RUNNER} down
# CLIENT reads a script from its standard input and fails at the first error. What ran is noted in the file "done" beside
# this one, so that a run that stopped goes on where it stopped. A phase that did not get its lock in time leaves the
# others alone for a while and tries again, up to {ATTEMPTS} times, where running it again is safe; the pause doubles.
# PHASES, a number, ends the run after so many of them.
set -u
cd "$(dirname "$0")" || exit 2
CLIENT=${{CLIENT:?'CLIENT is not set; give the command that runs a script, see the head of this file'}}
PHASES=${{PHASES:-0}}
touch done

script() {{
    attempt=1
    pause=1
    while :; do
        if {{ {before}cat "$1"; }} | $CLIENT >output 2>&1; then
            rm -f output
            return 0
        fi
        cat output
        if [ "$2" = once ] || [ "$attempt" -ge {ATTEMPTS} ] || ! grep -E -q '{locked}' output; then
            echo "$1 failed; what ran before it is noted in \"done\"." >&2
            return 1
        fi
        echo "$1 did not get its lock; trying again in $pause s." >&2
        sleep "$pause"
        attempt=$((attempt + 1))
        pause=$((pause * 2))
    done
}}

phases() {{
    cat <<'END'
{phases}END
}}

count=0
case "${{1:-}}" in
up)
    phases | while read -r name manner; do
        if grep -q -x "$name" done; then continue; fi
        script "$name.up.sql" "$manner" || exit 1
        echo "$name" >>done
        count=$((count + 1))
        if [ "$count" = "$PHASES" ]; then exit 0; fi
    done
    ;;
down)
    sed -n '1!G;h;$p' done | while read -r name; do
        [ -n "$name" ] || continue
        script "$name.down.sql" once || exit 1
        grep -v -x "$name" done >left
        mv left done
        count=$((count + 1))
        if [ "$count" = "$PHASES" ]; then exit 0; fi
    done
    ;;
*)
    echo "usage: CLIENT=... sh {RUNNER} up|down" >&2
    exit 2
    ;;
esac
"#
    )
}

/// Whether a phase that failed has left nothing behind.
fn may_repeat(phase: &Phase) -> bool {
    phase.transactional || phase.statements.len() < 2
}

/// The command that reads a script, and what it says when a lock was not to be had.
fn client(dialect: Dialect) -> (&'static str, &'static str) {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            ("psql -X -v ON_ERROR_STOP=1 -d DATABASE", "lock timeout|deadlock detected")
        }
        Dialect::MySql => ("mysql DATABASE", "Lock wait timeout|Deadlock found"),
        Dialect::MariaDb => ("mariadb DATABASE", "Lock wait timeout|Deadlock found"),
        Dialect::SqlServer => ("sqlcmd -b -d DATABASE", "Lock request time out|deadlock"),
        Dialect::Oracle => ("sqlplus -S USER@DATABASE", "ORA-00054|ORA-30006|ORA-00060"),
        Dialect::Sqlite => ("sqlite3 -bail DATABASE", "database is locked"),
    }
}
