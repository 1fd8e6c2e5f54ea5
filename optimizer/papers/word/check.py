"""May this template be used? An allow-list over its syntax tree: listed fields, `if` and `for` over listed values.

No call, no filter, no arithmetic, no comparison, no attribute but the listed columns of the list a loop runs over. So a
template can neither run code, nor open a file, nor reach the network, nor run long: a loop inside a loop may only run
over a column of the outer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jinja2 import nodes

from optimizer.model.errors import UsageError
from optimizer.papers.clauses import wrong_in
from optimizer.papers.word.catalogue import PAPERS
from optimizer.papers.word.fields import Field, by_name
from optimizer.papers.word.package import TemplateRefused
from optimizer.papers.word.template import Part, Problem, Template, open_template

MAX_DEPTH: Final = 20
"""How deep conditions and loops may stand in each other."""

_Fields = Mapping[str, Field]
_NOT_ALLOWED: Final = (
    "Die Vorlage enthält nicht erlaubte Ausdrücke; erlaubt sind Felder, „if“ und „for“ über die gelisteten Werte"
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What may be named here: the paper's fields, and for each loop around the columns of its list."""

    part: Part
    fields: _Fields
    loops: Mapping[str, _Fields]
    depth: int = 0

    def problem(self, node: nodes.Node, sentence: str) -> Problem:
        return Problem(self.part.place(node.lineno), sentence)


def check_template(content: bytes, paper: str) -> tuple[Problem, ...]:
    """Everything that keeps a Word file from being the template of a paper (its German name as in `PAPERS`)."""
    try:
        template = open_template(content)
    except TemplateRefused as error:
        return (Problem(None, str(error)),)
    fields = by_name(PAPERS[paper].fields)
    problems = [problem for part, tree in template.trees for problem in _of_part(part, tree, fields)]
    return (*problems, *_clauses(template)) or tuple(_missing(template, paper))


def check_template_folder(folder: Path) -> tuple[str, ...]:
    """Every problem of a district's own templates, each with file and paragraph (German); nothing for good ones.

    Raises `UsageError` where there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"Den Ordner {folder} gibt es nicht.")
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(("~$", ".")))
    return tuple(f"{path.name}: {problem}" for path in files for problem in _of_file(path))


def _of_file(path: Path) -> tuple[Problem, ...]:
    if path.suffix.lower() in {".md", ".txt"}:
        return ()
    if path.suffix.lower() != ".docx":
        return (Problem(None, "Nur Word-Dokumente (.docx) können Vorlagen sein."),)
    problems = check_template(path.read_bytes(), path.stem) if path.stem in PAPERS else ()
    if path.stem in PAPERS:
        return problems
    unknown = Problem(
        None, f"Der Dateiname gehört zu keinem Papier; möglich sind {', '.join(f'{name}.docx' for name in PAPERS)}."
    )
    return (unknown, *_in_any_case(path.read_bytes()))


def _in_any_case(content: bytes) -> tuple[Problem, ...]:
    """What is wrong with a file whatever paper it is meant for: harmful content, expressions, fields no paper knows."""
    try:
        template = open_template(content)
    except TemplateRefused as error:
        return (Problem(None, str(error)),)
    every = {field.name: field for paper in PAPERS.values() for field in paper.fields}
    problems = [problem for part, tree in template.trees for problem in _of_part(part, tree, every)]
    return (*problems, *_clauses(template))


def _of_part(part: Part, tree: nodes.Template | Problem, fields: _Fields) -> Iterator[Problem]:
    if isinstance(tree, Problem):
        yield tree
        return
    yield from _nodes(tree.body, _Scope(part, fields, {}))


def _nodes(items: Sequence[nodes.Node], scope: _Scope) -> Iterator[Problem]:
    for node in items:
        if isinstance(node, nodes.For):
            yield from _loop(node, scope)
        elif isinstance(node, nodes.If) and scope.depth < MAX_DEPTH:
            yield from _condition(node.test, scope)
            yield from _nodes([*node.body, *node.elif_, *node.else_], replace(scope, depth=scope.depth + 1))
        elif isinstance(node, nodes.TemplateData):
            continue
        elif isinstance(node, nodes.Output):
            yield from _output(node.nodes, scope)
        else:
            yield scope.problem(node, f"{_NOT_ALLOWED} (hier: {type(node).__name__}).")


def _output(items: Sequence[nodes.Node], scope: _Scope) -> Iterator[Problem]:
    for node in items:
        if not isinstance(node, nodes.TemplateData):
            yield from _value(node, scope, ("text",))


def _condition(node: nodes.Node, scope: _Scope, depth: int = 0) -> Iterator[Problem]:
    if depth > MAX_DEPTH:
        yield scope.problem(node, "Die Bedingung ist zu lang.")
    elif isinstance(node, nodes.Not):
        yield from _condition(node.node, scope, depth + 1)
    elif isinstance(node, (nodes.And, nodes.Or)):
        yield from _condition(node.left, scope, depth + 1)
        yield from _condition(node.right, scope, depth + 1)
    else:
        yield from _value(node, scope, ("text", "flag", "list"))


def _loop(node: nodes.For, scope: _Scope) -> Iterator[Problem]:
    """`for x in list`: x is a new name, the list is listed, and inside a loop it is a column of the loop around it."""
    name = node.target.name if isinstance(node.target, nodes.Name) else ""
    problems = list(_value(node.iter, scope, ("list",)))
    if node.test or node.recursive or node.else_ or not name:
        problems.append(scope.problem(node, f"{_NOT_ALLOWED} (hier: Zusätze zur Schleife)."))
    if name in scope.fields or name in scope.loops:
        problems.append(scope.problem(node, f"Der Laufname {name} ist schon vergeben."))
    if scope.loops and isinstance(node.iter, nodes.Name):
        problems.append(
            scope.problem(node, "Eine Schleife in einer Schleife darf nur über eine Spalte der äußeren laufen.")
        )
    if problems:
        yield from problems
        return
    listed = _find(node.iter, scope)
    columns = by_name(listed.columns) if listed else {}
    yield from _nodes(node.body, replace(scope, loops={**scope.loops, name: columns}, depth=scope.depth + 1))


def _value(node: nodes.Node, scope: _Scope, kinds: tuple[str, ...]) -> Iterator[Problem]:
    """A field or a column of a loop's list, of one of these kinds."""
    if not _is_path(node):
        yield scope.problem(node, f"{_NOT_ALLOWED}.")
        return
    found = _find(node, scope)
    if found is None:
        yield scope.problem(node, f"Platzhalter {_spelled(node)} unbekannt.")
    elif found.kind not in kinds:
        german = {"text": "ein Text", "flag": "eine Bedingung", "list": "eine Liste"}
        yield scope.problem(node, f"{_spelled(node)} ist {german[found.kind]} und kann hier nicht stehen.")


def _is_path(node: nodes.Node) -> bool:
    """A name, or one column of a name; a name with underscores in front is never a field."""
    if isinstance(node, nodes.Getattr):
        return isinstance(node.node, nodes.Name) and not node.attr.startswith("_")
    return isinstance(node, nodes.Name)


def _find(node: nodes.Node, scope: _Scope) -> Field | None:
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return scope.loops.get(node.node.name, {}).get(node.attr)
    return scope.fields.get(node.name) if isinstance(node, nodes.Name) else None


def _spelled(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def _clauses(template: Template) -> Iterator[Problem]:
    """Clauses of the agreement that a template cites and that do not exist."""
    for part in template.filled:
        for place in dict.fromkeys(part.lines):
            yield from (Problem(place, sentence) for sentence in wrong_in(place.text))


def _missing(template: Template, paper: str) -> Iterator[Problem]:
    """Fields without which the paper would lack what the law or the agreement asks for."""
    used = {
        name.name
        for _, tree in template.trees
        if isinstance(tree, nodes.Template)
        for name in tree.find_all(nodes.Name)
    }
    for field in PAPERS[paper].fields:
        if field.required and field.name not in used:
            yield Problem(None, f"Das Pflichtfeld {field.name} ({field.meaning}) fehlt.")
