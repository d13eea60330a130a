"""Which scripts a command is about: the options for it, and the files that they choose."""

import pathlib


def add_options(parser):
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=0)


def chosen(options):
    """Every .sql file below the folders whose path holds the text, or so many of them spread evenly."""
    files = sorted(file for path in options.paths for file in (path.rglob("*.sql") if path.is_dir() else [path]))
    files = [file for file in files if options.only in str(file)]
    if options.limit:
        files = files[:: max(1, len(files) // options.limit)][: options.limit]
    return files
