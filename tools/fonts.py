"""Make the fonts of pages, `theme/static/fonts`: small subsets of Source Serif 4 and Sans 3.

From any folder outside the project, once, when the packages change::

    pip install "fonttools[woff]>=4.60"
    npm install @fontsource/source-serif-4@5 @fontsource/source-sans-3@5
    python <project>/tools/fonts.py node_modules

The license of each family is put beside them. The book is built from these files; it never asks
for the packages.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parent.parent / "src/edition/theme/static/fonts"
#: (family, weight and style, name of the file). The order is that of importance on a page.
FACES = (
    ("source-serif-4", "400-normal", "serif"),
    ("source-serif-4", "400-italic", "serif-italic"),
    ("source-serif-4", "600-normal", "serif-semibold"),
    ("source-sans-3", "400-normal", "sans"),
    ("source-sans-3", "600-normal", "sans-semibold"),
)
#: part of the package: what is kept of it. The second part is fetched by pages that need it.
PARTS = {
    "latin": "U+20-7E,U+A0-FF,U+2010-2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2190-2193,"
    "U+2212,U+25A0-25CF",
    "latin-ext": "U+100-17F,U+2020,U+2021",
}
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "pnum", "tnum"]


def cut(source, target, codepoints):
    """Write the part of a font that holds the code points (a Unicode range in CSS's form)."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    chooser = subset.Subsetter(options)
    chooser.populate(unicodes=subset.parse_unicodes(codepoints.replace("U+", "")))
    chooser.subset(font)
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def main(modules):
    """Make every face from the packages in ``modules``; report the sizes."""
    TARGET.mkdir(parents=True, exist_ok=True)
    total = 0
    for family, face, name in FACES:
        package = Path(modules) / "@fontsource" / family
        shutil.copyfile(package / "LICENSE", TARGET / f"OFL-{family}.txt")
        for part, codepoints in PARTS.items():
            if part == "latin-ext" and "semibold" in name:
                continue
            target = TARGET / (name + ("-ext" if part == "latin-ext" else "") + ".woff2")
            size = cut(package / "files" / f"{family}-{part}-{face}.woff2", target, codepoints)
            total += size
            print(f"{size:7d}  {target.name}")
    print(f"{total:7d}  together")


if __name__ == "__main__":
    main(sys.argv[1])
