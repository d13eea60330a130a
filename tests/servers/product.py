"""The program under test and the descriptions that it is given."""

import functools
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target" / "debug" / "schema-architect"
DESCRIPTIONS = {path.stem: path.read_text() for path in sorted((ROOT / "tests" / "corpus").glob("*.txt"))}


@functools.cache
def build():
    subprocess.run(["cargo", "build", "--quiet", "--bin", PROGRAM.name], cwd=ROOT, check=True)


@functools.cache
def architect(*arguments, text=""):
    """Standard output and standard error of `schema-architect ARGUMENTS` with `text` as its input."""
    build()
    result = subprocess.run([PROGRAM, *arguments], input=text, capture_output=True, text=True, timeout=60)
    if result.returncode != 0:
        raise AssertionError(f"schema-architect {' '.join(arguments)} exited with {result.returncode}:\n{result.stderr}")
    return result.stdout, result.stderr


def ddl(name, dialect):
    """The DDL of one description of tests/corpus in one dialect."""
    return architect("generate", "-", "--dialect", dialect, text=DESCRIPTIONS[name])[0]


def losses(name, dialect):
    """What the program says that this dialect cannot express, a line each: `warning[check-lost]: members (...) ...`."""
    return [line for line in architect("generate", "-", "--dialect", dialect, text=DESCRIPTIONS[name])[1].splitlines() if "-lost]" in line]


@functools.cache
def schema(name, dialect):
    """The same schema as `--format json` says it."""
    return json.loads(architect("generate", "-", "--dialect", dialect, "--format", "json", text=DESCRIPTIONS[name])[0])


def statements(script):
    """The statements of a script without comments and closing semicolons; quotes of every dialect are respected.

    A line with nothing but GO (SQL Server) or / (Oracle) also ends a statement.
    """
    script = re.sub(r"(?m)^(GO|/)$", ";", script)
    found, current, at = [], [], 0
    closing = {"'": "'", '"': '"', "`": "`", "[": "]"}
    while at < len(script):
        two, one = script[at : at + 2], script[at]
        if two == "--":
            at = (script.find("\n", at) + 1) or len(script)
            current.append("\n")
        elif two == "/*":
            end = script.find("*/", at)
            at = len(script) if end < 0 else end + 2
        elif one in closing:
            end = script.find(closing[one], at + 1)
            end = len(script) if end < 0 else end + 1
            current.append(script[at:end])
            at = end
        elif one == ";":
            found.append("".join(current).strip())
            current, at = [], at + 1
        else:
            current.append(one)
            at += 1
    found.append("".join(current).strip())
    return [statement for statement in found if statement]
