"""The five kinds of figures."""

from .curves.chart import CurveChart
from .curves.combinations import read_curve
from .curves.describe import describe_curve
from .figure_kind import FigureKind
from .matrices.cell_records import cell_records
from .matrices.chart import MatrixChart
from .matrices.crosstab import crosstab
from .matrices.describe import describe_matrix
from .regions.chart import MapChart
from .regions.describe import describe_region
from .regions.places import read_places
from .timelines.chart import TimelineChart
from .timelines.dated_rows import read_rows
from .timelines.describe import describe_timeline
from .trends.chart import TrendChart
from .trends.describe import describe_trend
from .trends.series import read_lines

TIMELINE = FigureKind(
    "timeline", "timeline", read_rows, TimelineChart, describe_timeline, role="events"
)
MATRIX = FigureKind(
    "matrix", "matrix", crosstab, MatrixChart, describe_matrix, role="claims",
    row_ids=("claim", "id"), cells=cell_records,
)  # fmt: skip
TREND = FigureKind("trend", "line chart", read_lines, TrendChart, describe_trend, layer="edition")
REGION = FigureKind("region", "map", read_places, MapChart, describe_region, role="places")
CURVE = FigureKind(
    "curve", "specification curve", read_curve, CurveChart, describe_curve, layer="edition"
)
