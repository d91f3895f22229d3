"""Prints the table of benchmarks/run.

usage: report.py JMH_JSON PANDAS_OUTPUT
"""

import json
import sys
from statistics import median

TRANSFORM = "TransformBenchmark.transform"
TOKEN_LOOP = "TokenLoopBenchmark.nextToken"
PANDAS = "pandas_baseline.py"


def jmh_times(path):
    """Milliseconds of every measured iteration of all forks, by benchmark."""
    with open(path, encoding="utf-8") as file:
        results = json.load(file)
    return {
        ".".join(result["benchmark"].split(".")[-2:]): sum(result["primaryMetric"]["rawData"], [])
        for result in results
    }


def pandas_times(path):
    with open(path, encoding="utf-8") as file:
        return [float(ms) for ms in file.readline().split()]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    times = jmh_times(sys.argv[1])
    times[PANDAS] = pandas_times(sys.argv[2])

    print(f"{'':30}{'median ms':>10}{'min':>9}{'max':>9}")
    for name in (TRANSFORM, TOKEN_LOOP, PANDAS):
        runs = times[name]
        print(f"{name:30}{median(runs):10.1f}{min(runs):9.1f}{max(runs):9.1f}")
    transform = median(times[TRANSFORM])
    pandas = median(times[PANDAS]) / transform
    token_loop = median(times[TOKEN_LOOP]) / transform
    print(f"{'pandas / transform':30}{pandas:10.2f}  (goal: 4 or more)")
    print(f"{'token loop / transform':30}{token_loop:10.2f}  (goal: 0.5 or more)")


if __name__ == "__main__":
    main()
