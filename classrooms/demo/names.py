"""Names of simulated learners, each once."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase

FIRST = (
    "Ada Amir Anja Ben Bo Chidi Clara Dario Dilan Eda Emil Eva Femi Finn Gita Hana Hugo Ida Ines "
    "Ivo Jana Jonas Kaya Kofi Lea Leo Lin Lotte Mara Mehmet Mila Nico Noa Omar Paula Quinn Rafi "
    "Rosa Sami Sara Selin Sven Tara Theo Uma Vera Wim Yara Yusuf Zoe"
).split()


def names(count: int) -> list[str]:
    """`Ada A.`, `Amir A.`, and so on; then numbers.

    >>> names(2)
    ['Ada A.', 'Amir A.']
    """
    found = [f"{first} {letter}." for letter, first in product(ascii_uppercase, FIRST)]
    return (found + [f"Learner {number}" for number in range(len(found), count)])[:count]
