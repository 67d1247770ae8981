"""What a Dask worker runs: it unpacks the project's code and draws some beats with it.

Dask sends the functions of this module by value, so it uses nothing of the project outside of them.
"""

from __future__ import annotations


def run(archive: bytes, job: bytes, environment: dict[str, str | None]) -> bytes | str:
    """Draw a pickled job with its shipment and the code of an archive, in a fresh process.

    `environment` are variables of that process, None for those that it shall not have.

    Returns, pickled, each message that counts, a beat's with its files; or one line that says what is
    wrong.
    """
    import io
    import os
    import subprocess
    import sys
    import tempfile
    import zipfile
    from pathlib import Path

    from distributed import get_worker

    # Dask clears a lost worker's folder away.
    with tempfile.TemporaryDirectory(prefix="remote-job-", dir=get_worker().local_directory) as name:
        folder = Path(name)
        zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        (folder / "job").write_bytes(job)
        command = [sys.executable, "-m", "scenes.film.jobs.remote_job", "job"]
        told = {**os.environ, **environment}
        given = {name: value for name, value in told.items() if value is not None}
        done = subprocess.run(command, cwd=folder, env=given, capture_output=True, check=False)
        if done.returncode:
            return f"a worker's process ended with code {done.returncode}: {done.stderr.decode()[-300:]}"
        failed = folder / "failed"
        return failed.read_text() if failed.exists() else (folder / "answer").read_bytes()


def main(job_file: str) -> None:
    """Run the job that is pickled in a file and write the answer beside it."""
    import pickle
    import threading
    from pathlib import Path

    from scenes.film.errors import ProductionError
    from scenes.film.jobs.draw_job import BeatDrawn, Diverged, DrawJob, beat_file, poster_file
    from scenes.film.jobs.messages import Message
    from scenes.film.jobs.process_executor import hush
    from scenes.film.jobs.shipment import Shipment

    job: DrawJob
    shipment: Shipment
    job, shipment = pickle.loads(Path(job_file).read_bytes())
    hush()
    threading.Thread(target=_follow_parent, daemon=True).start()
    here = Path.cwd()
    folder = here / "drawn"
    folder.mkdir()
    answers: list[tuple[Message, bytes, bytes]] = []

    def emit(message: Message) -> None:
        if isinstance(message, BeatDrawn):
            film = beat_file(folder, message.beat)
            answers.append((message, film.read_bytes(), poster_file(film).read_bytes()))
        elif isinstance(message, Diverged):
            answers.append((message, b"", b""))

    try:
        with shipment.unpacked():
            job.run(folder, emit, tuple)
        (here / "answer").write_bytes(pickle.dumps(answers))
    except ProductionError as error:
        (here / "failed").write_text(str(error))


def _follow_parent() -> None:
    """End this process when the worker that started it is gone: its work is done elsewhere by then."""
    import os
    import time

    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
