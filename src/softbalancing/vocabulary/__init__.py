"""The words and tables of this study, as the engine asks for them.

Only names, colors and wording belong here; rules that compute something from the tables
belong in ``verdict`` or ``hindsight``.
"""

from pathlib import Path

from edition.data.number_format import currency, fraction, with_unit
from edition.project.vocabulary import ClaimKind, Roles, Side, Vocabulary

VOCABULARY = Vocabulary(
    command="softbalancing",
    original="the thesis",
    roles=Roles(
        sections="sections",
        outline="outline",
        claims="claims",
        events="events",
        quantities="quantities",
        facts="facts",
        explanations="explanations",
        indicators="indicators",
        codings="codings",
        citations="citations",
        findings="findings",
        actors="actors",
        places="places",
        lanes="lanes",
    ),
    layers={
        "thesis": "what the text of 2008 says, retold",
        "coded": "dated and classified by the edition",
        "edition": "added by the edition",
    },
    sides={
        "balancing": Side("Soft balancing", "blue", "circle"),
        "rival": Side("Rivals", "amber", "square"),
        "both": Side("Both", "accent", "diamond"),
    },
    claim_kinds={
        "empirical": ClaimKind("Empirical claim", "disc"),
        "theoretical": ClaimKind("Theoretical claim", "square"),
        "interpretive": ClaimKind("Interpretation", "diamond"),
        "methodological": ClaimKind("Methodological claim", "triangle"),
        "forecast": ClaimKind("Forecast", "ring"),
    },
    units={
        "percent": with_unit("percent"),
        "USD": currency("$"),
        "thirds": fraction("third"),
        "half-centuries": fraction("half century"),
        "km": with_unit("kilometers"),
    },
    capitalized_words=frozenset({"U", "S", "SCO", "The", "In", "As", "Jr"}),
    reference_list_section="7",
    map_outlines=Path(__file__).with_name("outlines.geojson"),
    map_box=(15.0, 10.0, 130.0, 75.0),
    screen_only=tuple(f"apparatus/{name}" for name in ("data", "tables/", "how-to-", "your-")),
    reader_titles={
        "your-reading": "A reading of the evidence "
        "(row-changes, digest row_id, on commit row-commit)",
    },
    static=Path(__file__).parents[1] / "reading" / "static",
    scripts=("reading-start.js",),
    written_files={
        "reading-data.js": "softbalancing.reading.browser_data:data_script",
        "reading-claims.js": "softbalancing.reading.browser_data:claims_script",
        "reading-form.csv": "softbalancing.reading.reading_files:form_text",
    },
)
