"""The palette by computation: contrast, color blindness, and the CSS made from it."""

import itertools
import re

import matplotlib
import numpy as np
import pytest
from matplotlib import font_manager

from edition.figures.canvas import matplotlib_settings, palette
from edition.project.vocabulary import Side

MODES = ("light", "dark")
TEXT = ("ink", "muted", "accent", "blue", "amber")
MARKS = ("stone", "accent-pale", "blue-pale", "amber-pale", *TEXT)
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(color):
    """Linear RGB of a hex color."""
    values = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2 contrast ratio of two hex colors."""
    light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (one, other))
    return light[1] / light[0]


def lab(rgb):
    """CIE L*a*b* (D65) of linear RGB."""
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ rgb
    )
    f = np.cbrt(np.clip(xyz / [0.9505, 1.0, 1.089], 1e-6, None))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one, other, blindness):
    """Delta E (1976) of two colors as someone with `blindness` sees them."""
    seen = (lab(np.clip(np.array(BLINDNESS[blindness]) @ linear(c), 0, 1)) for c in (one, other))
    return float(np.linalg.norm(np.subtract(*seen)))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("name", TEXT)
def test_text_can_be_read_on_both_grounds(name, ground, mode):
    """Every color used for text has a contrast of 4.5:1 on paper and on cards."""
    assert contrast(palette.color(name, mode), palette.color(ground, mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("name", MARKS)
def test_marks_can_be_seen_on_both_grounds(name, ground, mode):
    """Every color used for marks, the pale ones too, has a contrast of 3:1."""
    assert contrast(palette.color(name, mode), palette.color(ground, mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("pale", ["", "-pale"])
def test_the_two_sides_differ_for_every_eye(pale, blindness, mode):
    """The hues of the two sides stay apart under each kind of color blindness."""
    one, other = (palette.color(hue + pale, mode) for hue in ("blue", "amber"))

    assert difference(one, other, blindness) >= 20


@pytest.mark.parametrize("mode", MODES)
def test_strong_and_pale_differ_for_every_eye(mode):
    """A discriminating mark is told from a pale one by its lightness too."""
    for hue, blindness in itertools.product(("blue", "amber", "accent"), BLINDNESS):
        strong, pale = palette.color(hue, mode), palette.color(f"{hue}-pale", mode)
        assert difference(strong, pale, blindness) >= 10


def test_each_light_value_names_one_color():
    """A hex value in a drawing leads back to exactly one name."""
    assert len(palette.names_by_hex()) == len(palette.PALETTE)


def test_the_css_sets_every_variable_in_each_mode():
    """Light, chosen dark and automatic dark define the same variables."""
    blocks = re.findall(r"\{(color-scheme:[^}]*)\}", palette.palette_css())

    assert [set(re.findall(r"--ed-[\w-]+", block)) for block in blocks[:3]] == [
        {f"--ed-{name}" for name in palette.PALETTE}
    ] * 3
    assert "[data-theme=dark]" in palette.palette_css()
    assert ":root:not([data-theme=light])" in palette.palette_css()


def test_each_side_of_an_argument_has_the_hue_of_the_vocabulary():
    """The class of a side sets the property that cards take their color from."""
    css = palette.palette_css({"for": Side("For", "amber"), "against": Side("Against", "blue")})

    assert ".side-for{--side:var(--ed-amber)}\n.side-against{--side:var(--ed-blue)}" in css


def test_both_weights_of_the_font_are_found():
    """Matplotlib finds the vendored faces, not a fallback."""
    for weight, face in ((400, "Regular"), (600, "SemiBold")):
        found = font_manager.findfont(
            font_manager.FontProperties(family=palette.FAMILY, weight=weight)
        )
        assert found.endswith(f"SourceSans3-{face}.ttf")


def test_the_settings_are_not_applied_globally():
    """Importing them leaves a notebook's own rcParams alone."""
    assert matplotlib_settings.rc()["svg.fonttype"] != matplotlib.rcParams["svg.fonttype"]
    assert matplotlib.rcParams["svg.fonttype"] == matplotlib.rcParamsDefault["svg.fonttype"]


def test_an_unknown_color_is_named():
    """The error says what was asked for and what there is."""
    with pytest.raises(ValueError, match="color: name: 'teal' is not one of ink, muted"):
        palette.color("teal")
