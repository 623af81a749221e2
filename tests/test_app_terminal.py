"""Results that go to a file: whole or not at all, and never in place of what is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.terminal import output, whole


def test_a_file_appears_when_it_is_whole(tmp_path: Path):
    out = tmp_path / "new" / "out.txt"
    with output(out) as write:
        write("噪声")
        assert not out.exists()
    assert out.read_text(encoding="utf-8") == "噪声\n"
    with pytest.raises(KeyboardInterrupt), output(out) as write:
        write("half")
        raise KeyboardInterrupt
    assert out.read_text(encoding="utf-8") == "噪声\n"
    assert [path.name for path in out.parent.iterdir()] == ["out.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for out in (pipe, link):
        with whole(out) as path:
            assert path == pipe.resolve()
        assert pipe.is_fifo()
        assert list(tmp_path.glob("*.partial")) == []
