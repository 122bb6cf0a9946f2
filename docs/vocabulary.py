"""Vocabulary of the maintainers' documentation: the study's words without its tables' roles.

No page of the documentation tells the thesis, so no table plays a role in it.
"""

from dataclasses import replace

from edition.project.vocabulary import Roles
from softbalancing.vocabulary import VOCABULARY as STUDY

VOCABULARY = replace(STUDY, roles=Roles())
