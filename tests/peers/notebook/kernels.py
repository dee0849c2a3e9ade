"""The kernels that are compared, where Jupyter finds them: ours through the relay, and the stock one."""

import contextlib
import json
import os
import subprocess
import tempfile
from pathlib import Path

RELAY = "tracebook-deno"
STOCK = "stock-deno"


@contextlib.contextmanager
def kernels(deno, repository):
    """Both kernels, for as long as the context lasts; ours as `deno task kernel` installs it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "JUPYTER_DATA_DIR": folder}
        subprocess.run([deno, "task", "--quiet", "kernel"], cwd=repository, env=environment, check=True, stdout=subprocess.DEVNULL)
        stock = Path(folder, "kernels", STOCK)
        stock.mkdir()
        argv = [deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
        spec = {"argv": argv, "display_name": "Deno", "language": "typescript", "interrupt_mode": "message"}
        (stock / "kernel.json").write_text(json.dumps({**spec, "env": {"NO_COLOR": "1"}}))
        os.environ["JUPYTER_PATH"] = folder
        yield


def report(passed, failures):
    """Prints what failed and the count; the exit code."""
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0
