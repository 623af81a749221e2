"""A test report that comes from a worker process as JSON's own types: every value is checked, for it read a strange file."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ingest.testreport import LabLine, LabReport, Verdict
from ingest.wire import NonsenseError

_LINE = {field.name: str(field.type) for field in fields(LabLine)}
_REPORT = {field.name: str(field.type) for field in fields(LabReport)}


def line_from_wire(value: object) -> LabLine:
    """The line whose fields, by name, are ``value``.

    Raises:
        NonsenseError: they are not those of a line.
    """
    found = _checked(value, _LINE)
    try:
        return LabLine(**found | {"verdict": Verdict(found["verdict"])})
    except ValueError as error:
        raise NonsenseError(str(error)) from error


def report_from_wire(value: object) -> LabReport:
    """The report whose fields, by name, are ``value``; its lines come for themselves.

    Raises:
        NonsenseError: they are not those of a report.
    """
    return LabReport(**_checked(value, _REPORT) | {"lines": ()})


def _checked(value: object, kinds: dict[str, str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        raise NonsenseError("these are not the fields of a test report")
    return {name: _value(value[name], kind) for name, kind in kinds.items()}


def _value(value: object, kind: str) -> object:
    if kind.startswith("tuple"):
        if not isinstance(value, list):
            raise NonsenseError(f"{type(value).__name__} in place of a list")
        return tuple(map(str, value))
    wanted = {"int": int, "bool": bool}.get(kind, str)
    if type(value) is not wanted:
        raise NonsenseError(f"{type(value).__name__} in place of {wanted.__name__}")
    return value
