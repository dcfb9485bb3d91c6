"""Tries many things at once, and reports those that went wrong."""

import concurrent.futures


def report(what, trials, name, attempt, workers):
    """Attempts each trial, which returns what is wrong with it or an empty text.

    `name` gives the name of a trial, and `what` says in the sum what they are.
    """
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(attempt, trials))
    for trial, wrong in zip(trials, results):
        if wrong:
            print(f"{name(trial)}: {wrong}")
    print(f"{len(trials)} {what}, {sum(map(bool, results))} of them not as they must be")
