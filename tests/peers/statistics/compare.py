"""Compares the statistics of the measure room with scipy and statsmodels, to 1e-9, on random numbers.

    python compare.py [--seed N]

Prints one line for each statistic and `N passed, N failed`; exits with 1 if anything failed.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
from scipy import stats
from statsmodels.api import OLS, add_constant
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

import questions

ROOT = Path(__file__).resolve().parents[3]
CLOSE = 1e-9
warnings.simplefilter("ignore")  # of constants and empty groups, which are asked on purpose


def ask(asked):
    """Ours, for a list of questions."""
    named = os.environ.get("DENO")
    deno = [named or "deno"] if named or shutil.which("deno") else ["npx", "--yes", "deno@2.9.6"]
    done = subprocess.run(
        [*deno, "run", "--config", str(ROOT / "deno.json"), str(Path(__file__).with_name("ours.ts"))],
        input="\n".join(json.dumps(question) for question in asked),
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1"},
    )
    if done.returncode != 0:
        sys.exit(f"ours.ts left with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def missing(value):
    return value is None or math.isnan(value)


def equal(ours, theirs, close=CLOSE):
    """Whether two lists of numbers are; ours has null where theirs has nan."""
    return len(ours) == len(theirs) and all(
        missing(one) and missing(other)
        or not missing(one) and not missing(other) and abs(one - other) <= close * max(1, abs(other))
        for one, other in zip(ours, theirs)
    )


def cliff(a, b):
    if not a or not b:
        return [None]
    return [2 * stats.mannwhitneyu(a, b).statistic / (len(a) * len(b)) - 1]


def adjusted(p):
    given = np.array([value for value in p if value is not None], dtype=float)
    found = iter(multipletests(given, method="fdr_bh")[1]) if len(given) else iter([])
    if len(given) and not np.allclose(stats.false_discovery_control(given), multipletests(given, method="fdr_bh")[1]):
        sys.exit("scipy and statsmodels do not agree")
    return [None if value is None else next(found) for value in p]


def wilson(part, whole):
    if whole == 0:
        return [None, None, None]
    return [part / whole, *proportion_confint(part, whole, method="wilson")]


def fisher(r, freedom, variance):
    if missing(r) or freedom < 1:
        return [r, None, None]
    half = stats.norm.ppf(0.975) * math.sqrt(variance / freedom)
    z = np.arctanh(np.clip(r, -1, 1))
    return [r, np.tanh(z - half), np.tanh(z + half)]


def pearson(x, y):
    if len(x) < 2:
        return [None] * 3
    found = stats.pearsonr(x, y)
    if len(x) < 4 or math.isnan(found.statistic):
        return [found.statistic, None, None]
    return [found.statistic, *found.confidence_interval(0.95)]


def spearman(x, y):
    if len(x) < 2:
        return [None] * 3
    r = stats.spearmanr(x, y).statistic
    return fisher(r, len(x) - 3, 1 + r**2 / 2)


def within(x, y, group, score):
    """Pearson's correlation of scores less their group's mean."""
    parts = [np.flatnonzero(np.array(group) == name) for name in sorted(set(group))]
    scores = [[score(np.array(values)[part]) for part in parts] for values in (x, y)]
    flat = [np.concatenate([own - own.mean() for own in side]) for side in scores]
    return np.corrcoef(*flat)[0, 1], len(parts)


def pooled(x, y, group):
    r, count = within(x, y, group, lambda values: values)
    rho, _ = within(x, y, group, lambda values: stats.rankdata(values) / len(values))
    freedom = len(x) - 2 - count
    return fisher(r, freedom, 1) + fisher(rho, freedom, 1 + rho**2 / 2)


def robust(a, b):
    """The difference of means over its cluster-robust standard error, as a regression on the source gives it."""
    y = np.array([value for _, value in a + b], dtype=float)
    source = np.array([1.0] * len(a) + [0.0] * len(b))
    clusters = np.unique([key for key, _ in a + b], return_inverse=True)[1]
    robustly = {"groups": clusters, "use_correction": False}
    fit = OLS(y, add_constant(source)).fit(cov_type="cluster", cov_kwds=robustly)
    return [fit.params[1] / fit.bse[1], *(np.mean([value for _, value in side]) for side in (a, b))]


def mean_in_clusters(clusters):
    """The mean, with Wilson's interval for the cases that a cluster-robust standard error leaves, at Student's quantile."""
    full = [values for values in clusters if values]
    y = np.array([value for values in full for value in values], dtype=float)
    if len(y) == 0:
        return [None] * 3
    if len(full) < 2:
        return [y.mean(), None, None]
    groups = np.repeat(np.arange(len(full)), [len(values) for values in full])
    fit = OLS(y, np.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
    mean, variance = y.mean(), fit.bse[0] ** 2 * len(full) / (len(full) - 1)
    effective = len(y) ** 2 / sum(len(values) ** 2 for values in full)
    even = np.ptp(y) == 0 or variance < 1e-25
    cases = effective if even else min(len(y), mean * (1 - mean) / variance)
    alpha = 2 * stats.norm.sf(stats.t.ppf(0.975, max(1, effective - 1)))
    return [mean, *proportion_confint(mean * cases, cases, alpha=alpha, method="wilson")]


def welch(x, y, axis=-1):
    """How far apart two groups are: the same statistic for clusters of one, without its sign."""
    difference = np.mean(x, axis=axis) - np.mean(y, axis=axis)
    sizes = x.shape[axis], y.shape[axis]
    return np.abs(difference) / np.sqrt(np.var(x, axis=axis) / sizes[0] + np.var(y, axis=axis) / sizes[1])


def apart(x, y, axis=-1):
    """The same for pairs, whose standard error goes with the difference of their means."""
    return np.abs(np.mean(x - y, axis=axis))


def exact(a, b, statistic, kind):
    """The share of all ways in which two groups are as far apart. (By its sides scipy would double the smaller one.)"""
    sides = [[value for _, value in side] for side in (a, b)]
    ways = {"permutation_type": kind, "alternative": "greater", "n_resamples": np.inf, "vectorized": True}
    return [stats.permutation_test(sides, statistic, **ways).pvalue]


ENDS = ("r", "low", "high")
both_kinds = lambda found: [found[kind][end] for kind in ("pearson", "spearman") for end in ENDS]


def with_groups(seed, count):
    for i, (x, y) in enumerate(questions.pairs(seed, count)):
        if len(set(x)) > 1 and len(set(y)) > 1 and len(x) > 8:
            yield x, y, [f"g{(k * k + i) % 3}" for k in range(len(x))]


def checks(seed):
    """Each statistic: name, questions, ours from an answer, theirs from a question, how close."""
    lists = lambda answer: answer if isinstance(answer, list) else [answer]
    yield "Cliff's delta, scipy's mannwhitneyu", "cliff", ("a", "b"), questions.groups(seed, 150), lists, cliff, CLOSE
    yield "Benjamini-Hochberg, statsmodels and scipy", "adjust", ("p",), (
        [(p,) for p in questions.p_values(seed, 150)]
    ), lists, adjusted, CLOSE
    yield "Wilson's interval, statsmodels", "wilson", ("part", "whole"), questions.shares(), (
        lambda answer: [answer[key] for key in ("rate", "low", "high")]
    ), wilson, CLOSE
    yield "Pearson and Spearman, scipy", "correlation", ("x", "y"), questions.pairs(seed, 200), both_kinds, (
        lambda x, y: pearson(x, y) + spearman(x, y)
    ), CLOSE
    yield "correlations within groups, numpy", "pooled", ("x", "y", "group"), (
        with_groups(seed, 400)
    ), both_kinds, pooled, CLOSE
    for layout in ((12, 0, 9), (7, 8, 10), (0, 15, 0), (1, 3, 40)):
        yield f"clustered difference {layout}, statsmodels' OLS", "statistic", ("a", "b"), (
            questions.sources(seed, 40, layout)
        ), lambda answer: [answer["value"], *answer["means"]], robust, CLOSE
    yield "mean of clustered shares, statsmodels' OLS and Wilson", "cluster_mean", ("clusters",), (
        questions.clustered_shares(seed, 300)
    ), lambda answer: [answer["value"], answer["low"], answer["high"]], mean_in_clusters, CLOSE
    yield "exact test of two groups, scipy's permutation_test", "exact", ("a", "b"), (
        questions.sources(seed, 30, (6, 0, 5), most=1)
    ), lists, lambda a, b: exact(a, b, welch, "independent"), CLOSE
    yield "exact test of pairs, scipy's permutation_test", "exact", ("a", "b"), (
        questions.sources(seed, 30, (0, 9, 0), most=1)
    ), lists, lambda a, b: exact(a, b, apart, "samples"), CLOSE
    yield "Student's quantile, scipy", "quantile", ("freedom", "probability"), (
        [(freedom, p) for freedom in (1, 1.5, 2, 3, 3.7, 5, 12.5, 30, 1e3, 1e6) for p in (0.95, 0.975, 0.995)]
    ), lists, lambda freedom, p: [stats.t.ppf(p, freedom)], CLOSE


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    passed = failed = 0
    for name, kind, keys, asked, ours, theirs, close in checks(seed):
        asked = list(asked)
        answers = ask([{"ask": kind, **dict(zip(keys, question))} for question in asked])
        wrong = [
            (question, ours(answer), theirs(*question))
            for question, answer in zip(asked, answers, strict=True)
            if not equal(ours(answer), theirs(*question), close)
        ]
        passed += len(asked) - len(wrong)
        failed += len(wrong)
        print(f"{name}: {len(asked) - len(wrong)} of {len(asked)}")
        for question, our, their in wrong[:3]:
            print(f"  asked {str(question)[:400]}\n  ours   {our}\n  theirs {[None if missing(v) else float(v) for v in their]}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
