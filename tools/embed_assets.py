#!/usr/bin/env python3
"""Writes the files of a folder as C++: their bytes in one binary file, and a source that takes it in and lists them.

    embed_assets.py --directory web/dashboard/dist --function belfry::assets::dashboard --header assets/dashboard.hpp
                    --source dashboard.cpp --bytes dashboard.bin

The same files give the same output. A folder that is not there, or holds no index.html, gives an empty list: a web
application that is half built is none. cmake/EmbedAssets.cmake runs this.
"""

import argparse
import gzip
import hashlib
from pathlib import Path

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
UNKNOWN_TYPE = "application/octet-stream"
# Source maps are for those who have the sources.
LEFT_OUT = {".map"}

SOURCE = """\
// Written by tools/embed_assets.py.
#include "{header}"

#include <array>
#include <cstddef>

__asm__(
    ".pushsection .rodata.{symbol},\\"a\\",%progbits\\n"
    ".hidden {symbol}\\n"
    ".globl {symbol}\\n"
    "{symbol}:\\n"
    ".incbin \\"{bytes}\\"\\n"
    ".byte 0\\n"
    ".popsection\\n");

extern "C" const char {symbol}[];

namespace {{

[[maybe_unused]] std::string_view part(std::size_t offset, std::size_t size) {{ return {{{symbol} + offset, size}}; }}

}}  // namespace

belfry::assets::AssetSet {function}() {{
  static const std::array<belfry::assets::Asset, {count}> kAssets = {{{{
{entries}  }}}};
  return belfry::assets::AssetSet(kAssets);
}}
"""


def quoted(text: str) -> str:
    """A C++ string literal."""
    return '"' + "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else _escaped(c) for c in text) + '"'


def _escaped(char: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in char.encode())


def files_of(directory: Path) -> list[Path]:
    if not (directory / "index.html").is_file():
        return []
    found = [path for path in directory.rglob("*") if path.is_file() and path.suffix not in LEFT_OUT]
    # As std::string_view compares: byte by byte.
    return sorted(found, key=lambda path: path.relative_to(directory).as_posix().encode())


class Pool:
    """The bytes of all files, one behind the other."""

    def __init__(self):
        self.data = bytearray()

    def add(self, data: bytes) -> str:
        offset = len(self.data)
        self.data += data
        return f"part({offset}, {len(data)})"


def entry(path: Path, directory: Path, pool: Pool) -> str:
    data = path.read_bytes()
    packed = gzip.compress(data, 9, mtime=0)
    if len(packed) >= len(data):
        packed = b""
    digest = hashlib.sha256(data).hexdigest()[:32]  # half of it tells contents apart well enough
    media = MEDIA_TYPES.get(path.suffix.lower(), UNKNOWN_TYPE)
    members = {
        "path": quoted(path.relative_to(directory).as_posix()),
        "media_type": quoted(media),
        "bytes": pool.add(data),
        "gzip": pool.add(packed),
        "etag": quoted(f'"{digest}"'),
        "gzip_etag": quoted(f'"{digest}-gzip"'),
    }
    return "      {" + ", ".join(f".{name} = {value}" for name, value in members.items()) + "},\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ("--function", "--header"):
        parser.add_argument(option, required=True)
    for option in ("--directory", "--source", "--bytes"):
        parser.add_argument(option, required=True, type=Path)
    options = parser.parse_args()
    pool = Pool()
    entries = [entry(path, options.directory, pool) for path in files_of(options.directory)]
    options.bytes.write_bytes(pool.data)
    # The digest makes the source another one whenever a byte is: what caches compilations looks at the source alone.
    symbol = f"belfry_assets_{hashlib.sha256(pool.data + options.function.encode()).hexdigest()[:16]}"
    options.source.write_text(
        SOURCE.format(
            header=options.header,
            symbol=symbol,
            bytes=options.bytes.resolve(),
            function=options.function,
            count=len(entries),
            entries="".join(entries),
        )
    )


if __name__ == "__main__":
    main()
