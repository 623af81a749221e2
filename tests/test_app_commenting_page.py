"""The commenting template on the record page: filled in, uploaded, looked at, stored by a button."""

from __future__ import annotations

from review_desk import A, B
from test_app_commenting import fill_sheet
from test_app_record_page import desk, library, said, send, submitted  # noqa: F401 - fixtures

from app.commenting import Form, template
from app.papers import paper_bytes
from app.recording import open_record
from index.roles import Role
from matcher.comments import comments


def test_a_filled_template_is_told_and_then_stored_in_the_name_of_the_reader(desk, submitted, tmp_path):  # noqa: F811
    found = open_record(submitted, A, B, "first reviewer", Role.ADMIN)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(paper_bytes(template(found, found.course.versions[0], Form.GB, blank=True), "xlsx")[0])
    fill_sheet(path, [(1, {"text": "改为 85 dB(A)", "type": "技术"}), (0, {"text": "x", "line": 77})])
    test = desk("record")
    test = test.file_uploader(key="template_back_0").upload("filled.xlsx", path.read_bytes()).run()
    assert not test.exception and "new comment: 改为 85 dB(A)" in said(test) and "has no line 77" in said(test)
    assert comments(submitted, A, B) == ()
    test = send(test, "Store 1 row in my name")
    (one,) = comments(submitted, A, B)
    assert (one.text, one.author) == ("改为 85 dB(A)", "first reviewer")
    assert "What the file says is stored." in said(test) and not test.exception


def test_a_file_that_is_no_template_is_refused_on_the_page(desk, submitted):  # noqa: F811
    test = desk("record")
    test = test.file_uploader(key="template_back_0").upload("x.xlsx", b"no workbook").run()
    assert "This file cannot be taken." in said(test) and not test.exception
