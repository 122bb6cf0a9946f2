"""Version, commit and date of a build."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

import pytest

from edition.build import pipeline
from edition.project import identity
from edition.project.version_control import git_output


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A repository with one commit, without ``SOURCE_DATE_EPOCH``."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    date = {"GIT_AUTHOR_DATE": "1200000000 +0500", "GIT_COMMITTER_DATE": "1200000000 +0500"}
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], [*person, "commit", "-q", "--allow-empty", "-m", "A"]):
        subprocess.run(["git", *command], cwd=tmp_path, env={**os.environ, **date}, check=True)
    return tmp_path


def test_a_build_is_dated_by_its_last_commit(checkout):
    """Pages, archives and the tools that they call take the date of the commit in UTC."""
    assert identity.build_time(checkout) == datetime(2008, 1, 10, 21, 20, tzinfo=UTC)
    current = identity.build_identity(checkout)
    assert (current.date, current.commit) == (
        "2008-01-10",
        git_output(checkout, "rev-parse", "HEAD")[:10],
    )
    pipeline.set_source_date_epoch(checkout)
    assert os.environ["SOURCE_DATE_EPOCH"] == "1200000000"


def test_source_date_epoch_overrides_the_commit(checkout, monkeypatch):
    """``SOURCE_DATE_EPOCH`` dates the build if it is set, and keeps its value."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1300000000")
    assert identity.build_time(checkout).year == 2011
    assert identity.build_identity(checkout).date == "2011-03-13"
    pipeline.set_source_date_epoch(checkout)
    assert os.environ["SOURCE_DATE_EPOCH"] == "1300000000"


@pytest.mark.parametrize("epoch", ["", "0"])
def test_no_date_is_earlier_than_archives_allow(tmp_path, monkeypatch, epoch):
    """Outside a checkout, or with an earlier date, files in archives are dated 1980."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert identity.build_time(tmp_path).timetuple()[:6] == (1980, 1, 1, 0, 0, 0)
    assert identity.build_identity(tmp_path).date == ("1980-01-01" if epoch else "")
    assert identity.build_identity(tmp_path).commit == ""
