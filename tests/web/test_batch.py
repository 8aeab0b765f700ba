"""Facts gathered in a process are written when it ends, also in one that a server has forked."""

import multiprocessing

from community.web import batch


class Endings:
    """Stands for an application: its context writes into a pipe."""

    def __init__(self, pipe):
        self.pipe = pipe

    def app_context(self):
        """A context that tells when it is entered."""
        return self

    def __enter__(self):
        self.pipe.send("written")

    def __exit__(self, *_error):
        return False


def test_a_forked_process_writes_what_it_gathered_before_it_ends():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=batch.start, args=(Endings(theirs),))
    process.start()
    process.join(20)
    assert ours.poll() and ours.recv() == "written"
