"""Runs the project's notebooks with papermill, and turns them into HTML with nbconvert.

    python sharing_peer.py DENO REPOSITORY

Papermill, on Tracebook's kernel, gives the outputs that are committed; nbformat finds both valid; the HTML holds every
picture, and no cell's error.
"""

import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path

import nbconvert
import nbformat
import papermill
from kernels import RELAY, kernels, report


def outputs(notebook):
    """What cells print and give, as it is the same at each run: streams in one piece, numbers as #."""
    return [
        [(kind, "".join(shown(output) for output in own)) for kind, own in groupby(cell.outputs, key=kind_of)]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def kind_of(output):
    return output.get("name", output.output_type)


def shown(output):
    data = output.get("data", {})
    text = output.get("text", data.get("text/plain", ""))
    return re.sub(r"[0-9.]+", "#", text) + " ".join(sorted(data))


def pictures(notebook):
    return [
        output.data["image/png"].replace("\n", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def faults(path, folder):
    committed = nbformat.read(path, as_version=4)
    executed = papermill.execute_notebook(
        str(path), str(Path(folder, path.name)), kernel_name=RELAY, cwd=str(path.parent), progress_bar=False
    )
    for name, notebook in [("committed", committed), ("executed", executed)]:
        try:
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            yield f"the {name} notebook is not valid: {error}"
    for cell, (ours, theirs) in enumerate(zip(outputs(committed), outputs(executed), strict=True), 1):
        if ours != theirs:
            yield f"code cell {cell}: {ours} is committed, papermill gives {theirs}"
    html, _ = nbconvert.HTMLExporter(embed_images=True).from_notebook_node(committed)
    missing = sum(picture[:2000] not in html for picture in pictures(committed))
    if missing:
        yield f"nbconvert left {missing} pictures out"


def main():
    repository = Path(sys.argv[2])
    notebooks = sorted(repository.glob("notebooks/[0-9]*.ipynb"))
    failures = []
    with kernels(*sys.argv[1:3]), tempfile.TemporaryDirectory() as folder:
        for path in notebooks:
            failures += [f"{path.name}: {fault}" for fault in faults(path.resolve(), folder)][:1]
    return report(len(notebooks) - len(failures), failures)


if __name__ == "__main__":
    sys.exit(main())
