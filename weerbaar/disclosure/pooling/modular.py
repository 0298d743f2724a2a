"""Exact linear algebra on whole numbers, modulo one large prime; numpy only.

A set of columns that is dependent over the fractions is dependent modulo a prime too, unless the
prime divides a determinant of the matrix: for this one a chance of about one in 2 000 million.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]

PRIME = 2**31 - 1

_HALF = 1 << 16
_TERMS = 64
"""So many products of numbers below the prime and below 2^16 add up exactly in a float64."""
_BLOCK = 48


def times(left: Matrix, right: Matrix) -> Matrix:
    """Product of two matrices with entries 0..PRIME - 1, modulo the prime.

    By floating point (BLAS), in pieces that stay below 2^53 and so are exact.
    """
    found: Matrix = np.zeros((left.shape[0], right.shape[1]), np.int64)
    for begin in range(0, left.shape[1], _TERMS):
        part = slice(begin, begin + _TERMS)
        other = right[part].astype(np.float64)
        high, low = np.divmod(left[:, part], _HALF)
        top = (high.astype(np.float64) @ other).astype(np.int64) % PRIME
        rest = (low.astype(np.float64) @ other).astype(np.int64) % PRIME
        found = (found + top * _HALF + rest) % PRIME
    return found


def echelon(rows: Matrix) -> tuple[Matrix, list[int], list[int]]:
    """Reduced row echelon form.

    Returns
    -------
    (basis, pivots, kept)
        The basis of the row space, the column of each of its pivots, and which of the given rows
        are independent of those before them.
    """
    basis: Matrix = np.zeros((0, rows.shape[1]), np.int64)
    pivots: list[int] = []
    kept: list[int] = []
    for begin in range(0, len(rows), _BLOCK):
        block = rows[begin : begin + _BLOCK] % PRIME
        if pivots:
            block = (block - times(block[:, pivots], basis)) % PRIME
        block, new, own = _reduced(block)
        if not new:
            continue
        if pivots:
            basis = (basis - times(basis[:, new], block)) % PRIME
        basis = np.vstack([basis, block])
        pivots += new
        kept += [begin + place for place in own]
    return basis, pivots, kept


def null_vectors(rows: Matrix, count: int, seed: int) -> Matrix:
    """Random vectors that every given row is orthogonal to, one a row; fewer say no more.

    ``count`` random vectors of that space show every dependence of at most ``count`` columns of
    its basis, and next to never one that is not there.
    """
    random = np.random.default_rng(seed)
    vectors: Matrix = random.integers(0, PRIME, (count, rows.shape[1]), dtype=np.int64)
    basis, pivots, _ = echelon(rows)
    if pivots:
        vectors[:, pivots] = 0
        vectors[:, pivots] = (-times(vectors, np.ascontiguousarray(basis.T))) % PRIME
    return vectors


def orthogonal_to(vectors: Matrix, row: Matrix) -> Matrix | None:
    """Vectors of the same space that are orthogonal to one row more, one fewer of them.

    Returns
    -------
    matrix or None
        None when all are already: then the row is a combination of those before it.
    """
    products = times(vectors, row[:, None] % PRIME)[:, 0]
    found = np.flatnonzero(products)
    if not len(found):
        return None
    pivot = int(found[0])
    factors = products * pow(int(products[pivot]), -1, PRIME) % PRIME
    changed = (vectors - factors[:, None] * vectors[pivot] % PRIME) % PRIME
    kept: Matrix = np.delete(changed, pivot, axis=0)
    return kept


def dependent(stacks: Matrix) -> NDArray[np.bool_]:
    """Which of many small matrices (first axis) have columns that are linearly dependent."""
    stacks = stacks.copy()
    many, tall, wide = stacks.shape
    found = np.zeros(many, np.bool_)
    every = np.arange(many)
    for column in range(wide):
        if column >= tall:
            found[:] = True
            break
        place = (stacks[:, column:, column] != 0).argmax(axis=1) + column
        pivots = stacks[every, place]
        stacks[every, place] = stacks[:, column]
        stacks[:, column] = pivots
        lead = pivots[:, column]
        found |= lead == 0
        below = stacks[:, column + 1 :]
        taken = below[:, :, column, None] * pivots[:, None, :] % PRIME
        # Times the pivot instead of divided by it: no inverses, and zero stays zero.
        below *= lead[:, None, None]
        below %= PRIME
        below -= taken
        below %= PRIME
    return found


def _reduced(block: Matrix) -> tuple[Matrix, list[int], list[int]]:
    pivots: list[int] = []
    kept: list[int] = []
    for place in range(len(block)):
        found = np.flatnonzero(block[place])
        if not len(found):
            continue
        pivot = int(found[0])
        block[place] = block[place] * pow(int(block[place, pivot]), -1, PRIME) % PRIME
        factors = block[:, pivot].copy()
        factors[place] = 0
        block -= factors[:, None] * block[place] % PRIME
        block %= PRIME
        pivots.append(pivot)
        kept.append(place)
    return block[kept], pivots, kept
