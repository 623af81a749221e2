"""A comparison as an OSCAL mapping collection: NIST's schema, read back, checked against the log, hostile text."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import review_desk
from hypothesis import given
from hypothesis import strategies as st
from review_desk import A, B
from test_app_record import folder, frozen, judge, run  # noqa: F401 - fixtures

from app.filed_forms import version_bytes
from app.oscal import of_work, oscal_bytes
from app.oscal_in import read_oscal
from app.oscal_values import clause_of, control_id, markdown, props, values_of
from app.state import save_comparison
from app.verifying import read
from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.match import Decision, Judgement, Relation
from matcher.record import course
from matcher.versions import work

SCHEMA = Path(__file__).parent / "data" / "oscal" / "oscal_mapping_schema.json"


def python_patterns(value):
    """The schema with the classes of letters and digits as Python writes them, and without the names that nothing refers to."""
    if isinstance(value, dict):
        return {name: python_patterns(one) for name, one in value.items() if name != "$id"}
    if isinstance(value, list):
        return [python_patterns(one) for one in value]
    return value.replace("\\p{L}", "[^\\W\\d_]").replace("\\p{N}", "\\d") if isinstance(value, str) else value


@pytest.fixture(scope="module")
def schema():
    raw = SCHEMA.read_bytes()
    found = jsonschema.Draft7Validator(python_patterns(json.loads(raw)))
    found.check_schema(found.schema)
    return found


def faults(schema, data):
    """What of a file NIST's schema refuses, and the relations that OSCAL does not define."""
    document = json.loads(data)
    maps = document["mapping-collection"]["mappings"][0]["maps"]
    wrong = [one["relationship"] for one in maps if one["relationship"] not in set(Relation)]
    return [f"{list(one.absolute_path)}: {one.message}" for one in schema.iter_errors(document)] + wrong


def filed(call, path):
    code, _, said = call("record", A, B, "--version", 1, "--format", "oscal", "--out", path)
    assert code == 0, said
    return path.read_bytes()


def test_a_version_is_valid_and_reads_back(schema, folder, frozen):  # noqa: F811
    data = filed(frozen, folder / "v1.oscal.json")
    assert faults(schema, data) == []
    assert data == filed(frozen, folder / "again.json")
    with Library.open(folder / "library") as library:
        version = course(library, A, B).version(1)
    found = read_oscal(data)
    assert [dict(row) for row in found.rows] == [dict(row) for row in version.rows]
    document = json.loads(data)["mapping-collection"]
    mapping = document["mappings"][0]
    assert [one["relationship"] for one in mapping["maps"]] == [
        row["relation"] for row in version.rows if row["decision"] == "accept"
    ]
    assert mapping["source-gap-summary"]["unmapped-controls"] == [{"with-ids": [control_id("4/4.6")]}]
    assert mapping["target-gap-summary"]["unmapped-controls"] == [{"with-ids": [control_id("5/5.7")]}]
    assert document["provenance"]["method"] == "hybrid" and document["provenance"]["status"] == "draft"
    assert {party["name"] for party in document["metadata"]["parties"]} == {"first reviewer", "adjudicator"}
    limit = next(one for one in mapping["maps"] if "qualifiers" in one)["qualifiers"][0]
    assert (limit["subject"], limit["category"]) == ("source", "addressable") and "85 dB(A)" in limit["description"].replace(
        "\\", ""
    )
    assert "confidence-score" not in json.dumps(document)
    mapping["maps"][0]["uuid"] = "1"
    document["provenance"]["method"] = "magic"
    assert len(faults(schema, json.dumps({"mapping-collection": document}))) == 2


def test_every_machine_format_gives_the_same_lines(folder, frozen):  # noqa: F811
    with Library.open(folder / "library") as library:
        version = course(library, A, B).version(1)
    rows = {form: read(version_bytes(version, form)[0], form, form).rows for form in ("csv", "jsonl", "oscal")}
    for key in rows["csv"]:
        for name in ("line", "decision", "relation", "author", "at", "entry", "a_label", "b_label", "a_hash", "b_hash"):
            said = {form: one[key][name] or "0" if name == "entry" else one[key][name] for form, one in rows.items()}
            assert len(set(said.values())) == 1, (name, said)
    assert rows["csv"].keys() == rows["jsonl"].keys() == rows["oscal"].keys()


def test_verify_tells_what_was_changed_in_a_file(folder, frozen):  # noqa: F811
    path = folder / "v1.json"
    document = json.loads(filed(frozen, path))
    assert frozen("verify", path)[0] == 0
    path.write_text(json.dumps(document))  # another program writes it without our line breaks
    assert frozen("verify", path)[0] == 0

    def told(change):
        changed = copy.deepcopy(document)
        change(changed["mapping-collection"])
        path.write_text(json.dumps(changed))
        code, out, said = frozen("verify", path)
        assert code in (1, 2), out
        return out + said

    def first(collection):
        return collection["mappings"][0]["maps"][0]

    assert "relation: the log says 'superset-of', the file 'equal-to'" in told(
        lambda one: first(one).update(relationship="equal-to")
    )
    assert "'better-than' is not a valid Relation" in told(lambda one: first(one).update(relationship="better-than"))
    assert "no line of it is about" in told(lambda one: first(one)["sources"][0].update({"id-ref": control_id("4/4.2")}))
    assert "a clause is a control, not a statement" in told(lambda one: first(one)["targets"][0].update(type="statement"))
    assert "blocked" in told(lambda one: first(one)["qualifiers"][0].update(category="blocked"))
    assert "complete" in told(lambda one: one["provenance"].update(status="complete"))
    assert "is not in the file" in told(lambda one: one["mappings"][0]["maps"].pop())


def test_links_of_one_act_are_one_map_and_a_rejected_pair_is_none(schema, folder, run):  # noqa: F811
    for theirs in ("5/5.4", "5/5.5"):
        judge(folder, ("4/4.4", theirs), relation=Relation.EQUIVALENT, group="act")
    judge(folder, ("4/4.1", "5/5.1"), Decision.REJECT, reason="scope")
    with Library.open(folder / "library") as library:
        now = work(library, A, B)
        data = oscal_bytes(of_work(library, now))
    assert faults(schema, data) == [] and read_oscal(data).rows == now.rows
    (mapping,) = json.loads(data)["mapping-collection"]["mappings"]
    (one,) = mapping["maps"]
    assert (len(one["sources"]), len(one["targets"]), one["confidence-score"]) == (1, 2, {"percentage": 0.66})
    left = mapping["source-gap-summary"]["unmapped-controls"][0]["with-ids"]
    assert control_id("4/4.1") in left and control_id("4/4.4") not in left
    code, out, _ = run("record", A, B, "--format", "oscal")
    assert code == 0 and out.encode() == data


def test_a_comparison_without_an_accepted_line_is_told(folder, run):  # noqa: F811
    code, _, said = run("record", A, B, "--format", "oscal")
    assert code == 2 and "no line was accepted" in said


def test_hostile_text_is_no_markup_and_nothing_of_it_is_lost(schema, tmp_path):
    ours, theirs = review_desk.hostile_documents()
    with Library.open(review_desk.seed(tmp_path / "library", extra=(ours, theirs)), create=False) as library:
        names = ours.standard.designation, theirs.standard.designation
        save_comparison(library, ours, theirs, review_desk.hostile_matches(ours, theirs), "fake@1")
        author = "=cmd|' /C calc'!A0 <script> [x](javascript:1)"
        for match in review_desk.hostile_matches(ours, theirs):
            if match.a_clauses and match.b_clauses:
                said = Judgement(names[0], match.a_clauses[0], names[1], match.b_clauses[0], Decision.ACCEPT, author, seen=10**9)
                ledger.record(library, replace(said, note="a\n\u202eb <b>", relation=match.relation))
        now = work(library, *names)
        data = oscal_bytes(of_work(library, now))
    assert faults(schema, data) == [] and read_oscal(data).rows == now.rows
    document = json.loads(data)["mapping-collection"]
    shown = [document["metadata"]["title"], document["provenance"]["mapping-description"]]
    shown += [one["title"] for one in document["back-matter"]["resources"]]
    shown += [q["description"] for one in document["mappings"][0]["maps"] for q in one.get("qualifiers", [])]
    for text in shown:
        assert not re.search(r"(?<!\\)[<>\[\]`*_]", text) and "\n" not in text and "\u202e" not in text


@given(st.text(min_size=1))
def test_a_clause_id_is_a_token_without_loss(clause):
    token = control_id(clause)
    assert re.fullmatch(r"[^\W\d_](?:[^\W\d_]|\w|[.\-])*", token) and clause_of(token) == clause


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,5}(_[a-z]{1,5})?", fullmatch=True),
        st.text(min_size=1) | st.integers(1) | st.lists(st.text(), min_size=1),
    )
)
def test_properties_read_back(values):
    made = props(values, "g")
    assert values_of(json.loads(json.dumps(made)), "g") == values
    assert all(re.fullmatch(r"\S(.*\S)?", one["value"]) for one in made)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"mapping-collection": {"mappings": []}}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_mapping_collection_is_told_in_a_line(data):
    with pytest.raises(UsageError, match="is no OSCAL mapping collection"):
        read_oscal(data)


def test_markdown_signs_are_escaped():
    assert markdown("<a> [b](http://c) *d* www.e.f") == "\\<a\\> \\[b\\](http\\://c) \\*d\\* www\\.e.f"
