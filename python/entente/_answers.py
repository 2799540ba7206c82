"""Worlds and their answers."""

import json
import weakref

from . import _library, _tables


def version():
    """Version of the library."""
    return _library.library().entente_version().decode("utf-8")


def world(name="world-2023"):
    """Opens a world: the name of one that comes along, or a folder (docs/formats.md).

    >>> world("world-2023").unit
    'million USD'
    >>> world("world-2032")
    Traceback (most recent call last):
    ...
    entente.Faults: world-2032: no such world; expected a folder, or did you mean world-2023?...
    """
    return World(_library.handle("entente_world_open", str(name).encode("utf-8")))


def world_from_zip(archive, name="world"):
    """Opens a world from the bytes of a zip file, the files of a world folder at its root; ``name`` is what messages call it."""
    archive = bytes(archive)
    return World(_library.handle("entente_world_from_zip", archive, len(archive), name.encode("utf-8")))


class World:
    """A world: one economy of countries and sectors in one year. Closed when it is no longer used."""

    def __init__(self, handle):
        self._handle = handle
        self._close = weakref.finalize(self, _library.library().entente_close, handle)
        self._described = json.loads(_library.text("entente_world_describe", handle))

    @property
    def title(self):
        """Title for people."""
        return self._described["title"]

    @property
    def year(self):
        """The year of its flows; None where it has none."""
        return self._described.get("year")

    @property
    def unit(self):
        """Unit of its values."""
        return self._described["unit"]

    @property
    def sha256(self):
        """Hash of its files, that of the manifest of a run."""
        return self._described["sha256"]

    @property
    def countries(self):
        """Names of its countries by code."""
        return dict(self._described["countries"])

    @property
    def sectors(self):
        """Names of its sectors by code."""
        return dict(self._described["sectors"])

    @property
    def groups(self):
        """Codes of the countries of its groups, by name."""
        return dict(self._described["groups"])

    def answer(self, question, *, cases=None, horizon=None, set=None, vary=None, closure=None, model=None, tolerance=None, threads=None):
        """Answers a question.

        ``question`` is the name of a scenario that comes along, a scenario file, or a dict with the keys of a scenario file. The rest
        has the meaning of the arguments of ``entente run``:

        - ``cases``: only these; ``horizon``: one or a list of short, medium, long;
        - ``set``, ``vary``: ``{"energy": 0.05}``, ``{"energy": [0.01, 0.1]}``, or texts such as ``"energy=0.05"``;
        - ``closure``: fixed, zero, share; ``model``: its name; ``tolerance``: largest residual accepted;
        - ``threads``: at work on cases; default: as many as there are processors. The numbers do not depend on it.

        Raises ``Faults`` where the question has any. A case without an equilibrium is none: ``answer.cases`` says how each ended.
        """
        asked = {"scenario": str(question)} if not isinstance(question, dict) else question
        options = {
            "cases": cases,
            "horizon": horizon,
            "set": _settings(set),
            "vary": _settings(vary),
            "closure": closure,
            "model": model,
            "tolerance": tolerance,
            "threads": threads,
        }
        given = {key: value for key, value in options.items() if value is not None}
        return Answer(
            _library.handle("entente_answer", self._handle, _json(asked), _json(given)),
        )

    def close(self):
        """Closes the world now; its answers stay."""
        self._close()


class Answer:
    """The answers to the cases of a question: tables by name, ``answer["countries"]``. Closed when it is no longer used."""

    def __init__(self, handle):
        self._handle = handle
        self._close = weakref.finalize(self, _library.library().entente_close, handle)
        self._described = json.loads(_library.text("entente_answer_describe", handle))

    @property
    def title(self):
        """Title of the scenario."""
        return self._described["title"]

    @property
    def tables(self):
        """Names of its tables."""
        return list(self._described["tables"])

    @property
    def warnings(self):
        """Remarks on the question, such as a measure that meets no flow."""
        return list(self._described["warnings"])

    @property
    def sha256(self):
        """Hashes of scenario and world, those of the manifest of a run."""
        return self._described["scenario_sha256"], self._described["world_sha256"]

    @property
    def cases(self):
        """How each case ended: status, residual, iterations; the explanation where it has no answer."""
        return self["cases"]

    def __getitem__(self, name):
        return self.table(name)

    def table(self, name, all_rows=False):
        """A table by name; with ``all_rows`` flows and energy whole, as by ``--tables all``, not only what a case changes."""
        return _tables.read(self._handle, name, all_rows)

    def close(self):
        """Closes the answer now; tables that were read stay."""
        self._close()


def _json(value):
    return json.dumps(value, allow_nan=False).encode("utf-8")


def _settings(given):
    if not isinstance(given, dict):
        return given
    return [f"{name}={','.join(map(repr, value)) if isinstance(value, (list, tuple)) else repr(value)}" for name, value in given.items()]
