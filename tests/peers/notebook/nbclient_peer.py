"""Runs numbered notebooks with nbclient, and counts cells whose outputs are not their own.

    python nbclient_peer.py DENO REPOSITORY [CELLS]

Three notebooks on Tracebook's kernel, of which every fifth cell throws, three on the stock kernel with `import
"tracebook"` in their first cell: no cell of these may be wrong. One on the stock kernel alone, for comparison. Prints
what was wrong, and how long a cell took, as JSON.
"""

import json
import statistics
import sys
import time

import nbformat
from kernels import RELAY, STOCK, kernels, report
from nbclient import NotebookClient


def make_notebook(first, cells, throwing):
    sources = [first]
    for cell in range(cells - 1):
        prints = "\n".join(f'console.log("cell {cell} line {line}");' for line in range(5))
        last = f'throw new Error("value {cell}")' if throwing and cell % 5 == 2 else f'"value {cell}"'
        sources.append(f"{prints}\n{last}")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return notebook


def wrong_cells(notebook, throwing):
    wrong = 0
    for index, cell in enumerate(notebook.cells[1:]):
        text = "".join(o.text for o in cell.outputs if o.output_type == "stream")
        values = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
        errors = [o.evalue for o in cell.outputs if o.output_type == "error"]
        wanted = "".join(f"cell {index} line {line}\n" for line in range(5))
        throws = throwing and index % 5 == 2
        last = ([], [f"value {index}"]) if throws else ([f'"value {index}"'], [])
        wrong += text != wanted or (values, errors) != last
    return wrong


def run(kernel, first, repository, cells, notebooks, throwing=False):
    wrong, times = [], []
    for _ in range(notebooks):
        notebook = make_notebook(first, cells, throwing)
        begun = []
        resources = {"metadata": {"path": repository}}
        client = NotebookClient(notebook, kernel_name=kernel, timeout=120, resources=resources, allow_errors=True)
        client.on_cell_execute = lambda cell, cell_index: begun.append(time.perf_counter())
        client.execute()
        times += [later - earlier for earlier, later in zip(begun[1:], begun[2:])]
        wrong.append(wrong_cells(notebook, throwing))
    return {"wrong": wrong, "median ms a cell": round(1000 * statistics.median(times), 1)}


def main():
    deno, repository, cells = [*sys.argv[1:3], int(sys.argv[3]) if len(sys.argv) > 3 else 60]
    with kernels(deno, repository):
        result = {
            "relay": run(RELAY, "0;", repository, cells, 3, throwing=True),
            "stock with tracebook": run(STOCK, 'import "tracebook";', repository, min(cells, 60), 3),
            "stock": run(STOCK, "0;", repository, min(cells, 60), 1),
        }
    print(json.dumps({"cells": cells, **result}))
    counts = [(name, wrong) for name in ["relay", "stock with tracebook"] for wrong in result[name]["wrong"]]
    failures = [f"{name}: {wrong} cells are wrong" for name, wrong in counts if wrong]
    return report(len(counts) - len(failures), failures)


if __name__ == "__main__":
    sys.exit(main())
