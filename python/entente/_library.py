"""The functions of entente.h by ctypes."""

import ctypes
import os
import threading

ABI = 1

DONE, FAULTS = 0, 1


class EntenteError(Exception):
    """A call that did not do what was asked; ``status`` is that of ``entente.h``."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Faults(EntenteError, ValueError):
    """What was given has faults; ``faults`` has them one by one, each with its place, what was found and what was expected."""

    def __init__(self, message):
        super().__init__(FAULTS, message)
        self.faults = message.split("\n")


class ArrowSchema(ctypes.Structure):
    """``struct ArrowSchema`` of the Arrow C data interface."""


class ArrowArray(ctypes.Structure):
    """``struct ArrowArray`` of the Arrow C data interface."""


ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", ctypes.POINTER(ArrowSchema)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowSchema))),
    ("private_data", ctypes.c_void_p),
]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.POINTER(ArrowArray)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArray))),
    ("private_data", ctypes.c_void_p),
]

_text = ctypes.c_char_p
_handle = ctypes.c_int64
_given = ctypes.POINTER(ctypes.c_void_p)
_SIGNATURES = {
    "entente_abi": (ctypes.c_int32, []),
    "entente_version": (ctypes.c_char_p, []),
    "entente_world_open": (ctypes.c_int32, [_text, ctypes.POINTER(_handle), _given]),
    "entente_world_from_zip": (ctypes.c_int32, [_text, ctypes.c_int64, _text, ctypes.POINTER(_handle), _given]),
    "entente_world_describe": (ctypes.c_int32, [_handle, _given, _given]),
    "entente_answer": (ctypes.c_int32, [_handle, _text, _text, ctypes.POINTER(_handle), _given]),
    "entente_answer_describe": (ctypes.c_int32, [_handle, _given, _given]),
    "entente_answer_table": (
        ctypes.c_int32,
        [_handle, _text, ctypes.c_int32, ctypes.POINTER(ArrowSchema), ctypes.POINTER(ArrowArray), _given],
    ),
    "entente_close": (ctypes.c_int32, [_handle]),
    "entente_free": (None, [ctypes.c_void_p]),
    "entente_open_count": (None, [ctypes.POINTER(ctypes.c_int64), ctypes.POINTER(ctypes.c_int64)]),
}

_lock = threading.Lock()
_loaded = None


def path():
    """Where the library lies: ``ENTENTE_LIBRARY``, or within this package."""
    return os.environ.get("ENTENTE_LIBRARY") or os.path.join(os.path.dirname(__file__), "lib", "libentente.so")


def library():
    """The library, loaded when it is first needed."""
    global _loaded
    with _lock:
        if _loaded is None:
            if not os.path.exists(path()):
                raise OSError(f"no library at {path()}; expected libentente.so there, or its path in ENTENTE_LIBRARY")
            loaded = ctypes.CDLL(path())
            for name, (result, arguments) in _SIGNATURES.items():
                function = getattr(loaded, name)
                function.restype, function.argtypes = result, arguments
            if loaded.entente_abi() != ABI:
                raise OSError(f"interface {loaded.entente_abi()} of {path()}; expected {ABI}")
            _loaded = loaded
        return _loaded


def taken(pointer):
    """The text at a pointer of the library, which is given back."""
    try:
        return ctypes.cast(pointer, ctypes.c_char_p).value.decode("utf-8") if pointer else ""
    finally:
        library().entente_free(pointer)


def call(function, *arguments):
    """Calls a function whose last argument is the message; raises what it says."""
    message = ctypes.c_void_p()
    status = getattr(library(), function)(*arguments, ctypes.byref(message))
    text = taken(message.value)
    if status == FAULTS:
        raise Faults(text)
    if status != DONE:
        raise EntenteError(status, text)


def handle(function, *arguments):
    """The handle that a function opens."""
    made = _handle()
    call(function, *arguments, ctypes.byref(made))
    return made.value


def text(function, *arguments):
    """The text that a function gives."""
    made = ctypes.c_void_p()
    call(function, *arguments, ctypes.byref(made))
    return taken(made.value)
