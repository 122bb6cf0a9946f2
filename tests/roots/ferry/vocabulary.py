"""The words and tables of the ferry study, as the engine asks for them."""

from edition.project.vocabulary import ClaimKind, Roles, Side, Vocabulary

VOCABULARY = Vocabulary(
    roles=Roles(
        sections="parts",
        outline="openings",
        claims="statements",
        events="milestones",
        quantities="figures_given",
        facts="circumstances",
        explanations="readings",
        indicators="signs",
        codings="judgments",
        citations="references_made",
        findings="slips",
        actors="parties",
        lanes="rows_shown",
    ),
    layers={
        "thesis": "what the ferry study says, retold",
        "coded": "sorted by the test editors",
        "edition": "added by the test editors",
    },
    sides={
        "demand": Side("Fewer travelers", "amber", "square"),
        "policy": Side("Decisions of the county", "blue", "diamond"),
    },
    claim_kinds={
        "observation": ClaimKind("Observation", "disc"),
        "inference": ClaimKind("Inference", "diamond"),
    },
    units={"crowns": lambda value: f"{value:,.0f} crowns"},
    capitalized_words=frozenset({"See"}),
    reference_list_section="3",
)
