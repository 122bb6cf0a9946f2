"""Version, commit and date of a build."""

import os
import subprocess
from datetime import UTC, datetime

import pytest

from edition.build import pipeline
from edition.citing.swhids import revision_swhids
from edition.project import identity
from edition.project.faults import ProjectError
from edition.project.version_control import find_repository, git_output


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


def test_a_project_inside_another_repository_takes_no_commit_of_it(checkout):
    """An unpacked archive below a foreign repository has neither commit nor date nor SWHIDs."""
    archive = checkout / "unpacked"
    archive.mkdir()
    for _ in range(2):
        current = identity.build_identity(archive)
        assert (current.commit, current.date) == ("", "")
        assert identity.build_time(archive) == identity.EARLIEST
        assert list(revision_swhids(archive)) == []
        (archive / ".git").mkdir(exist_ok=True)  # a damaged one, beyond which Git searches on
        identity.build_identity.cache_clear()
        find_repository.cache_clear()


def test_a_linked_project_has_its_own_commit(checkout, tmp_path_factory):
    """A project that is reached through a symbolic link is still the root of its repository."""
    link = tmp_path_factory.mktemp("link") / "project"
    link.symlink_to(checkout)
    assert git_output(link, "rev-parse", "HEAD") == git_output(checkout, "rev-parse", "HEAD") != ""


def test_a_hook_of_another_repository_does_not_lend_its_commit(checkout, tmp_path, monkeypatch):
    """The variables with which Git names a repository to its hooks are not followed."""
    own = git_output(checkout, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    find_repository.cache_clear()
    assert git_output(checkout, "rev-parse", "HEAD") == own != ""


@pytest.mark.parametrize("epoch", ["soon", "-1", "1.5", "9999999999", "1" * 30])
def test_a_date_that_is_none_is_named(tmp_path, monkeypatch, epoch):
    """`SOURCE_DATE_EPOCH` must be whole seconds until 2107."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ProjectError, match=f"SOURCE_DATE_EPOCH={epoch} is not a date"):
        identity.build_time(tmp_path)
