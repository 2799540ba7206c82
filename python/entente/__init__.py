"""Entente: what sanctions, tariffs and alignments do to real incomes, by the model of Caliendo and Parro.

    >>> import entente
    >>> world = entente.world("world-2023")
    >>> answer = world.answer("serbia-2023", cases=["joins"])
    >>> joins = answer["countries"].where(country="SRB")
    >>> round(float(joins["real_income_pct"][0]), 2)
    -0.21

A question of one's own is a scenario with the keys of a scenario file (docs/formats.md):

    >>> question = {
    ...     "title": "A tariff of a quarter",
    ...     "cases": [{"name": "tariff", "measures": [{"kind": "tariff", "by": "USA", "on": "CHN", "rate": 0.25}]}],
    ... }
    >>> print(world.answer(question).cases["status"][0])
    converged

What is wrong with a question comes all at once:

    >>> world.answer("serbia-2023", cases=["joined"])
    Traceback (most recent call last):
    ...
    entente.Faults: unknown case 'joined'; expected did you mean joins?...

Columns are numpy arrays where numpy is installed, arrays and lists of the standard library otherwise. Worlds and answers may be used
from several threads at once.
"""

from ._answers import Answer, World, version, world, world_from_zip
from ._library import EntenteError, Faults
from ._tables import Table

__all__ = ["Answer", "EntenteError", "Faults", "Table", "World", "version", "world", "world_from_zip"]
__version__ = "0.1.0"
EntenteError.__module__ = Faults.__module__ = "entente"
