"""Numbers to ask both sides about: random ones with ties, and those where a formula may break."""

import itertools
import random


def values(rng, n):
    """n numbers: whole ones with many ties, shares, long tails, or one constant."""
    kind = rng.choice(["ties", "ties", "shares", "tail", "constant"])
    make = {
        "ties": lambda: rng.randint(0, 6),
        "shares": lambda: rng.randint(0, 9) / 9,
        "tail": lambda: rng.lognormvariate(3, 2),
        "constant": lambda: constant,
    }[kind]
    constant = rng.choice([0, 0.1, 7])
    return [make() for _ in range(n)]


def groups(seed, count):
    """Pairs of groups of values, some of them empty or of one value."""
    rng = random.Random(seed)
    for _ in range(count):
        yield values(rng, rng.choice([0, 1, 2, 9, 40])), values(rng, rng.choice([0, 1, 3, 25]))


def pairs(seed, count):
    """x and y of the same length, from independent to equal."""
    rng = random.Random(seed)
    for _ in range(count):
        n = rng.choice([0, 1, 2, 3, 4, 5, 12, 60])
        x = values(rng, n)
        y = rng.choice([values(rng, n), list(x), [-2 * value for value in x], [value + rng.gauss(0, 1) for value in x]])
        yield x, y


def p_values(seed, count):
    """Lists of p-values with ties, ends of the range and missing ones."""
    rng = random.Random(seed)
    for _ in range(count):
        one = lambda: rng.choice([rng.random(), rng.random() ** 4, 0, 1, 0.05, None])
        yield [one() for _ in range(rng.choice([0, 1, 2, 16, 50]))]


def shares():
    """Every part of small wholes, 0 of 0 among them, and some of large ones."""
    yield from ((part, whole) for whole in range(13) for part in range(whole + 1))
    yield from itertools.product([0, 1, 500, 14_699, 14_700], [14_700])


def sources(seed, count, clusters, most=4):
    """Two sources with clusters of unequal size; `clusters` are how many are in a alone, in both, in b alone.

    Shares are eighths, which add up exactly: with others scipy's permutation_test takes rounding for a difference.
    """
    rng = random.Random(seed)
    for _ in range(count):
        shape = rng.choice([lambda: rng.randint(0, 5), lambda: rng.lognormvariate(0, 1), lambda: rng.randint(0, 8) / 8])
        keys = [f"{rng.random()}" for _ in range(sum(clusters))]
        only_a, both = clusters[0], clusters[1]
        fill = lambda own: [(key, shape()) for key in own for _ in range(rng.randint(1, most))]
        yield fill(keys[: only_a + both]), fill(keys[only_a:])


def clustered_shares(seed, count):
    """Values from 0 to 1 in clusters of unequal size, some of them empty; at times all the same."""
    rng = random.Random(seed)
    for _ in range(count):
        spread = rng.choice([0, 0.2, 0.5])
        centre = rng.choice([0, 1, 0.1, 0.5, 0.83])
        clusters = []
        for _ in range(rng.choice([0, 1, 2, 3, 12, 40])):
            own = min(1, max(0, centre + rng.uniform(-spread, spread)))
            one = rng.choice([lambda: float(rng.random() < own), lambda: own])
            clusters.append([one() for _ in range(rng.choice([0, 1, 1, 2, 7, 30]))])
        yield (clusters,)
