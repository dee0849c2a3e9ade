"""Runs notebooks with nbclient on the stock Deno kernel, and counts cells whose outputs are not their own.

    python nbclient_peer.py DENO REPOSITORY

DENO is the deno program, REPOSITORY the folder of this project's deno.json; nbclient, nbformat and
jupyter_client must be installed. With `import "tracebook"` in its first cell no cell may lose or misplace
anything; the same notebook without it is run for comparison only. Prints what was wrong as JSON, and counts the
notebooks with the import; exit code 1 if a cell of theirs was wrong.
"""

import json
import os
import sys
import tempfile
import time

import nbformat
from nbclient import NotebookClient

CELLS = 60
NOTEBOOKS = 3


def make_notebook(first: str) -> nbformat.NotebookNode:
    cells = [first]
    for cell in range(CELLS - 1):
        prints = "\n".join(f'console.log("cell {cell} line {line}");' for line in range(5))
        cells.append(f'{prints}\n"value {cell}"')
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    return notebook


def wrong_cells(notebook: nbformat.NotebookNode) -> int:
    wrong = 0
    for index, cell in enumerate(notebook.cells[1:]):
        text = "".join(o.text for o in cell.outputs if o.output_type == "stream")
        values = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
        wanted = "".join(f"cell {index} line {line}\n" for line in range(5))
        wrong += text != wanted or values != [f'"value {index}"']
    return wrong


def run(first: str, repository: str) -> dict:
    wrong, seconds = [], []
    for _ in range(NOTEBOOKS):
        notebook = make_notebook(first)
        start = time.perf_counter()
        client = NotebookClient(
            notebook,
            kernel_name="tracebook-peer",
            timeout=120,
            resources={"metadata": {"path": repository}},
        )
        client.execute()
        seconds.append(round(time.perf_counter() - start, 2))
        wrong.append(wrong_cells(notebook))
    return {"cells": CELLS - 1, "wrong": wrong, "seconds": seconds}


def main() -> int:
    deno, repository = sys.argv[1:3]
    shipped = os.path.join(repository, "lib/notebook/kernelspec/kernels/tracebook-deno/kernel.json")
    with open(shipped, encoding="utf-8") as file:
        spec = json.load(file)
    spec["argv"] = [deno] + spec["argv"][spec["argv"].index("jupyter") :]
    with tempfile.TemporaryDirectory() as folder:
        kernel = os.path.join(folder, "kernels", "tracebook-peer")
        os.makedirs(kernel)
        with open(os.path.join(kernel, "kernel.json"), "w", encoding="utf-8") as file:
            json.dump(spec, file)
        os.environ["JUPYTER_PATH"] = folder
        result = {
            "with tracebook": run('import "tracebook";', repository),
            "stock": run("0;", repository),
        }
    print(json.dumps(result))
    passed = result["with tracebook"]["wrong"].count(0)
    print(f"{passed} passed, {NOTEBOOKS - passed} failed")
    return 0 if passed == NOTEBOOKS else 1


if __name__ == "__main__":
    sys.exit(main())
