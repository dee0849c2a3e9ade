"""Jupyter's own tests of a kernel, `jupyter_kernel_test`, on Tracebook's kernel and on the stock one.

    python protocol_peer.py DENO REPOSITORY

Ours may fail where the stock kernel fails too; that is listed.
"""

import sys
import unittest

import jupyter_kernel_test
from kernels import RELAY, STOCK, kernels, report


class KernelTests(jupyter_kernel_test.KernelTests):
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("test")'
    completion_samples = [{"text": "JSON.str", "matches": {"stringify"}}]
    complete_code_samples = ["1 + 1", "const a = `b`", "for (const c of []) {}"]
    incomplete_code_samples = ["function f() {", "[1,", "const a = `b"]
    invalid_code_samples = ["const a = ;", "} 1"]
    code_generate_error = "throw new Error()"
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_display_data = [{"code": 'await Deno.jupyter.display({ "text/html": "<b>" }, { raw: true })', "mime": "text/html"}]
    code_history_pattern = "6 ?*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Deno.readFile"
    code_clear_output = 'await Deno.jupyter.broadcast("clear_output", { wait: false })'


def tests(kernel):
    named = type(f"{kernel} tests", (KernelTests,), {"kernel_name": kernel})
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(named).run(result)
    name = lambda test: test.id().partition("KernelTests.")[2] or test.id().partition(" tests.")[2]
    failed = {name(test): text for test, text in result.failures + result.errors}
    skipped = sorted(name(test) for test, _ in result.skipped)
    return result.testsRun, failed, skipped


def main():
    with kernels(*sys.argv[1:3]):
        run, ours, skipped = tests(RELAY)
        _, stock, _ = tests(STOCK)
    print(f"skipped: {', '.join(skipped) or 'none'}; the stock kernel fails {', '.join(sorted(stock)) or 'none'}")
    excused = sorted(set(ours) & set(stock))
    if excused:
        print(f"fails on both: {', '.join(excused)}")
    failures = [f"{name}: {text.strip().splitlines()[-1]}" for name, text in ours.items() if name not in stock]
    return report(run - len(skipped) - len(ours), failures)


if __name__ == "__main__":
    sys.exit(main())
