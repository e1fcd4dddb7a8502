"""Which layers of a PDF (optional content groups) are switched off when it is opened."""

from __future__ import annotations

from collections.abc import Iterable

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_DEEPEST = 8


class Layers:
    """The layers of one PDF, by its catalogue (PDF 32000-1, 8.11)."""

    def __init__(self, catalogue: DictionaryObject) -> None:
        properties = _dictionary(catalogue.get("/OCProperties"))
        chosen = _dictionary(properties.get("/D"))
        groups = list(_references(properties.get("/OCGs")))
        self._off: set[int] = set()
        if str(chosen.get("/BaseState", "/ON")) == "/OFF":
            self._off.update(group.idnum for group in groups)
            self._off.difference_update(group.idnum for group in _references(chosen.get("/ON")))
        self._off.update(group.idnum for group in _references(chosen.get("/OFF")))
        for usage in _array(chosen.get("/AS")):
            self._apply(_dictionary(usage))

    def __bool__(self) -> bool:
        """Whether any is switched off."""
        return bool(self._off)

    def hides(self, stated: PdfObject | None) -> bool:
        """Whether what belongs to `stated`, a layer or a rule about several, is not shown."""
        return stated is not None and not self._is_shown(stated, depth=_DEEPEST)

    def _apply(self, usage: DictionaryObject) -> None:
        """What layers themselves say about how they look on a screen."""
        if str(usage.get("/Event")) != "/View" or "/View" not in map(str, _array(usage.get("/Category"))):
            return
        for group in _references(usage.get("/OCGs")):
            state = _dictionary(_dictionary(_dictionary(group).get("/Usage")).get("/View")).get("/ViewState")
            if state is not None:
                (self._off.add if str(state) == "/OFF" else self._off.discard)(group.idnum)

    def _is_shown(self, stated: PdfObject, *, depth: int) -> bool:
        if isinstance(stated, IndirectObject) and stated.idnum in self._off:
            return False
        found = _dictionary(stated)
        if str(found.get("/Type")) != "/OCMD" or depth <= 0:
            return True
        if (rule := _array(found.get("/VE"))) or "/VE" in found:
            return self._holds(rule, depth=depth - 1)
        stated_groups = found.raw_get("/OCGs") if "/OCGs" in found else None
        groups = list(_references(stated_groups)) or ([stated_groups] if isinstance(stated_groups, IndirectObject) else [])
        shown = [self._is_shown(group, depth=depth - 1) for group in groups]
        if not shown:
            return True
        policies = {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}
        return policies.get(str(found.get("/P", "/AnyOn")), any(shown))

    def _holds(self, rule: ArrayObject, *, depth: int) -> bool:
        """Whether an expression holds: ["/And", layer or expression, ...]."""
        if not rule or depth <= 0:
            return True
        operands = []
        for part in rule[1:]:
            inner = _array(part)
            operands.append(self._holds(inner, depth=depth - 1) if inner else self._is_shown(part, depth=depth - 1))
        if str(rule[0]) == "/Not":
            return not any(operands[:1])
        return all(operands) if str(rule[0]) == "/And" else any(operands)


def _dictionary(found: PdfObject | None) -> DictionaryObject:
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _array(found: PdfObject | None) -> ArrayObject:
    found = found.get_object() if found is not None else None
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _references(found: PdfObject | None) -> Iterable[IndirectObject]:
    return (reference for reference in _array(found) if isinstance(reference, IndirectObject))
