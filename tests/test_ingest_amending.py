"""A document that is an amendment is filed as an edition of its own; one that only speaks of an amendment is not."""

from __future__ import annotations

import pytest
import review_desk

from ingest.editions import edition_key, same_work
from ingest.read import read

CN = "<p>本修改单经国家标准化管理委员会于2023年5月23日批准，自2023年12月1日起实施。</p><p>一、将4.1修改为：“设备应安全运行。”</p>"
RU = "<p>Дата введения 2020—09—01</p><p>Пункт 4.1 изложить в новой редакции: «4.1 Уровень звука не должен превышать 80 дБА.»</p>"
EN = "<h1>Occupational pumps — Requirements</h1><p>4.1 Context</p><p>Add the sentence: it shall determine its climate.</p>"
VI = "<h1>Máy bơm — Yêu cầu an toàn</h1><p>4.1 Yêu cầu chung</p><p>Thay thế đoạn thứ nhất bằng: Thiết bị phải được nối đất.</p>"
AMENDMENTS = (
    ("<h1>GB 99001—2020《虚构设备安全要求》第1号修改单</h1>" + CN, "GB 99001—2020/XG1", "虚构设备安全要求 第1号修改单"),
    ("<p>GB/T 99001—2020</p><p>《虚构设备安全要求》</p><p>国家标准第2号修改单</p>" + CN,
     "GB/T 99001—2020/XG2", "虚构设备安全要求 第2号修改单"),
    ("<h1>《虚构设备安全要求》（GB 99001—2020）第一号修改单</h1>" + CN, "GB 99001—2020/XG1", "虚构设备安全要求 第一号修改单"),
    ("<h1>Изменение № 1 ГОСТ 99.1.003-2014 Шум. Общие требования</h1>" + RU,
     "ГОСТ 99.1.003-2014 (Изменение № 1)", "Шум. Общие требования (Изменение № 1)"),
    ("<h1>ИЗМЕНЕНИЕ № 2 к ГОСТ Р 99003-2014 Шум</h1>" + RU, "ГОСТ Р 99003-2014 (Изменение № 2)", "Шум (Изменение № 2)"),
    ("<p>ISO 99001:2018</p><p>First edition</p><p>2018-03</p><p>AMENDMENT 1</p><p>2024-02</p>" + EN,
     "ISO 99001:2018/Amd 1:2024", "Occupational pumps — Requirements"),
    ("<p>ISO 99001:2018/Amd.1:2024(E)</p>" + EN,
     "ISO 99001:2018/Amd 1:2024", "Occupational pumps — Requirements"),
    ("<p>ISO 99001:2018</p><p>TECHNICAL CORRIGENDUM 1</p><p>2019-07-01</p>" + EN,
     "ISO 99001:2018/Cor 1:2019", "Occupational pumps — Requirements"),
    ("<p>SỬA ĐỔI 1:2018</p><p>TCVN 9901:2013</p>" + VI, "TCVN 9901:2013 Sửa đổi 1:2018", "Máy bơm — Yêu cầu an toàn"),
)  # fmt: skip
OTHERS = (
    ("<h1>GB 99001—2020 虚构设备安全要求</h1><p>前言</p>"
     "<p>本文件代替GB 99001—2010，包含GB 99001—2010《虚构设备安全要求》第1号修改单的内容。</p>"
     "<p>1 范围</p><p>本文件规定了设备的安全要求。</p>", "GB 99001—2020"),
    ("<h1>ГОСТ 99.1.003-2014</h1><p>Шум. Общие требования</p><p>1 Область применения</p>"
     "<p>Настоящий стандарт издан с Изменением № 1"
     " ГОСТ 99.1.003-83.</p>", "ГОСТ 99.1.003-2014"),
    ("<p>ISO 99001:2018</p><h1>Occupational pumps</h1><p>1 Scope</p><p>Amendment 1 of the earlier edition is incorporated.</p>",
     "ISO 99001:2018"),
)  # fmt: skip


def of(tmp_path, html):
    path = tmp_path / "document.html"
    path.write_text(f"<html><body>{html}</body></html>", encoding="utf-8")
    (document,) = read(path)
    return document


@pytest.mark.parametrize(("html", "designation", "title"), AMENDMENTS, ids=[one[1] + str(n) for n, one in enumerate(AMENDMENTS)])
def test_an_amendment_has_its_own_designation(tmp_path, html, designation, title):
    standard = of(tmp_path, html).standard
    base = designation.split("/XG")[0].split(" (")[0].split("/Amd")[0].split("/Cor")[0].split(" Sửa")[0]
    assert (standard.designation, standard.title) == (designation, title)
    assert same_work(designation, base)
    assert edition_key(base) < edition_key(designation)


def test_a_chinese_amendment_says_when_it_comes_into_force(tmp_path):
    standard = of(tmp_path, AMENDMENTS[0][0]).standard
    assert (standard.published, standard.effective) == ("2023-05-23", "2023-12-01")


@pytest.mark.parametrize(("html", "designation"), OTHERS, ids=[one[1] for one in OTHERS])
def test_a_document_that_speaks_of_an_amendment_is_none(tmp_path, html, designation):
    assert of(tmp_path, html).standard.designation == designation


def test_an_amendment_is_filed_beside_its_base_and_does_not_replace_it(tmp_path):
    from index.force import Citation, meets
    from index.library import Library

    encoder = review_desk.FakeEncoder()
    base = of(tmp_path, OTHERS[0][0])
    with Library.open(tmp_path / "library", create=True) as library:
        for html in (OTHERS[0][0], AMENDMENTS[0][0]):
            library.add(of(tmp_path, html), encoder)
        standards = library.standards()
        assert [one.designation for one in standards] == ["GB 99001—2020", "GB 99001—2020/XG1"]
        assert library.clauses("GB 99001—2020") == base.clauses
    cited = Citation("TSG 21—2016", "3.1", "GB 99001—2020", "含第1号修改单")
    assert [meets(cited, one) for one in standards] == [True, True]
    assert [meets(Citation("TSG 21—2016", "3.1", "GB 99001—2020"), one) for one in standards] == [True, False]
