"""What an archive reads: it says what a researcher chose, and nothing that nobody did."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
import yaml

from tests.research.exports import STUDY, contents, files, told
from tests.research.reading_back import read_package
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.catalog.study_file import StudyFile
from weerbaar.research import COLUMNS
from weerbaar.research.package import write_package
from weerbaar.research.package.ddi import NAMESPACE, ddi, response_rates
from weerbaar.research.package.texts import FACTS
from weerbaar.research.package.write import package_files

CONTENT = load_content()

ORDER = {
    "codeBook": "stdyDscr fileDscr* dataDscr",
    "stdyDscr": "citation stdyInfo method dataAccs",
    "citation": "titlStmt rspStmt? prodStmt distStmt? verStmt",
    "titlStmt": "titl parTitl* IDNo?",
    "rspStmt": "AuthEnty*",
    "prodStmt": "producer? copyright? software fundAg? grantNo?",
    "distStmt": "contact",
    "verStmt": "version",
    "stdyInfo": "subject abstract* sumDscr",
    "subject": "keyword*",
    "sumDscr": "collDate* anlyUnit* universe* dataKind*",
    "method": "dataColl anlyInfo?",
    "dataColl": "collMode* resInstru* cleanOps*",
    "anlyInfo": "respRate*",
    "dataAccs": "useStmt",
    "useStmt": "restrctn? conditions",
    "fileDscr": "fileTxt",
    "fileTxt": "fileName fileCont dimensns fileType",
    "dimensns": "caseQnty varQnty",
    "dataDscr": "var*",
    "var": "labl* txt* catgry* varFormat notes*",
    "catgry": "catValu labl*",
    "AuthEnty": "ExtLink*",
    "producer": "ExtLink*",
}
"""Order of what stands inside an element, as the schema of DDI-Codebook 2.5 has it."""


LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def ddi_of(found):
    """The root of the DDI file, without its namespace."""
    text = found["ddi.xml"].decode()
    return ET.fromstring(text.replace(f' xmlns="{NAMESPACE}"', "", 1))  # noqa: S314 -- our own


@pytest.mark.parametrize("found", [files, told], ids=["without", "with"])
def test_ddi_has_the_form_of_its_schema(found):
    """Every element has what the schema allows inside it, in its order; every reference is met."""
    root = ddi_of(found())
    for element in root.iter():
        inside = " ".join(child.tag for child in element)
        expected = ORDER.get(element.tag, "")
        pattern = re.sub(r"(\w+)([*?]?) ?", r"(?:\1 ?)\2", expected)
        assert re.fullmatch(pattern, inside), (element.tag, inside)
    marks = {element.get("ID") for element in root.iter() if element.get("ID")}
    assert {var.get("files") for var in root.iter("var")} <= marks
    assert found()["ddi.xml"].startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


def test_ddi_describes_every_column_once():
    """Labels in both languages, kind and measure, and as many rows as there are."""
    root = ddi_of(files())
    assert [(v.get("files"), v.get("name")) for v in root.iter("var")] == [
        (f"F-{table}", name) for table in contents().tables for name in COLUMNS[table]
    ]
    count = root.find(".//var[@ID='V-counts-count']")
    assert [(e.get(LANG), e.text) for e in count[:2]] == [
        ("nl", "aantal"),
        ("en", "count"),
    ]
    assert (count.get("intrvl"), count.get("nature")) == ("contin", "interval")
    assert root.find(".//var[@ID='V-shares-not_green']").get("nature") == "percent"
    rows = {e.text: len(contents().tables[e.text[5:-4]]) for e in root.iter("fileName")}
    assert [int(e.text) for e in root.iter("caseQnty")] == list(rows.values())


def test_nothing_names_a_maker_or_licence_that_nobody_chose():
    """Without a study file every format leaves them out, and the README says: not stated."""
    assert "CITATION.cff" not in files()
    about, shown = json.loads(files()["datapackage.json"]), json.loads(files()["dcat.jsonld"])
    assert not {"licenses", "contributors"} & set(about)
    chosen = {"dct:creator", "dct:publisher", "dct:license", "dct:rightsHolder"}
    assert not chosen & set(shown)
    assert not any("dct:license" in one for one in shown["dcat:distribution"])
    assert not list(ddi_of(files()).iter("AuthEnty"))
    readme = files()["README.md"].decode()
    for language in LANGUAGES:
        nothing = CONTENT.text("package.not_stated", language)
        for name in FACTS:
            assert f"- {CONTENT.text(f'package.study.{name}', language)}: {nothing}\n" in readme
        assert CONTENT.text("package.no_licence", language) in readme
    for name, data in files().items():
        assert b"CC-BY" not in data, name
        assert b"creativecommons" not in data, name


def test_what_a_researcher_chose_is_in_every_format():
    """Title, makers, organisation, licence and version are the same wherever one looks."""
    about, shown = json.loads(told()["datapackage.json"]), json.loads(told()["dcat.jsonld"])
    cited, root = yaml.safe_load(told()["CITATION.cff"]), ddi_of(told())
    makers = ["Carberry, Josiah", "=1+1 & Zn"]
    assert [one["title"] for one in about["contributors"]] == [*makers, "TU Delft"]
    assert [one["foaf:name"] for one in shown["dct:creator"]] == makers
    assert [one.text for one in root.iter("AuthEnty")] == makers
    assert [one["family-names"] for one in cited["authors"]] == ["Carberry", "=1+1 & Zn"]
    orcid = "https://orcid.org/0000-0002-1825-0097"
    assert about["contributors"][0]["path"] == shown["dct:creator"][0]["@id"] == orcid
    assert cited["authors"][0]["orcid"] == root.find(".//AuthEnty/ExtLink").get("URI") == orcid
    assert shown["dct:publisher"]["@id"] == "https://ror.org/02e2c7k09"
    address = "https://creativecommons.org/licenses/by-nc/4.0/"
    assert about["licenses"] == [{"name": "CC-BY-NC-4.0", "path": address}]
    assert cited["license"] == "CC-BY-NC-4.0"
    assert {one["dct:license"]["@id"] for one in shown["dcat:distribution"]} == {address}
    assert address in root.findtext(".//conditions")
    versions = {about["version"], cited["version"], shown["dcat:version"]}
    assert versions == {root.findtext(".//version")}
    assert about["weerbaar"]["study"]["funder"]["grant"] == root.findtext(".//grantNo") == "016.123"
    period = shown["dct:temporal"]
    assert period["dcat:startDate"] == {"@value": "2026-03", "@type": "xsd:gYearMonth"}
    assert period["dcat:endDate"] == {"@value": "2026-11-28", "@type": "xsd:date"}
    said = {one["@language"]: one["@value"] for one in shown["dct:title"]}
    assert said == {"nl": "GESIMULEERD: Weerbare raden", "en": "SIMULATED: Resilient councils"}
    for text in ("Weerbare raden", "Raadsleden", "016.123", "anna@example.org", "10.1234/abcd"):
        assert text in told()["README.md"].decode()


def test_a_title_in_one_language_is_not_passed_off_as_another():
    """Who writes Dutch only gets no text marked as English."""
    study = StudyFile(title={"nl": "Raden"}, creators=[{"family": "Jansen"}])
    found = package_files(replace(contents(), study=study))
    shown = json.loads(found["dcat.jsonld"])
    assert [one["@language"] for one in shown["dct:title"]] == ["nl"]
    assert not list(ddi_of(found).iter("parTitl"))
    cited = yaml.safe_load(found["CITATION.cff"])
    assert cited["title"] == "GESIMULEERD: Raden"
    assert not {"license", "license-url", "doi", "contact"} & set(cited)


def test_the_citation_has_what_its_format_asks_for():
    """The fields that CFF 1.2.0 requires, and no others than it knows."""
    cited = yaml.safe_load(told()["CITATION.cff"])
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "dataset")
    known = {"cff-version", "message", "type", "title", "abstract", "version", "doi", "license"}
    assert set(cited) == known | {"authors", "contact", "keywords", "references"}
    assert all(isinstance(text, str) and text for text in cited["keywords"])
    assert set(cited["references"][0]) >= {"authors", "title", "type"}
    for person in cited["authors"]:
        assert set(person) <= {"family-names", "given-names", "orcid", "affiliation"}


def test_the_catalogue_lists_what_is_handed_over():
    """Every table in every format, with its size and checksum, at an address beside the file."""
    shown = json.loads(told()["dcat.jsonld"])
    listed = {one["dcat:downloadURL"]["@id"]: one for one in shown["dcat:distribution"]}
    assert set(listed) == {n for n in told() if n.startswith("data/")} | {"tables.xlsx"}
    for name, one in listed.items():
        assert int(one["dcat:byteSize"]["@value"]) == len(told()[name])
    asked = "title description identifier creator publisher accessRights license"
    assert {f"dct:{name}" for name in asked.split()} <= set(shown)
    assert {"dcat:contactPoint", "dcat:theme", "dcat:keyword"} <= set(shown)
    prefixes = {name.split(":")[0] for name in shown if ":" in name}
    assert prefixes <= set(shown["@context"])


def test_response_is_told_where_it_is_known():
    """The researcher's own words, and the rates of the groups that have one; else nothing."""
    rates = pd.DataFrame({"group": ["all", "year=2026"], "rate_low": [0.5, None]})
    rates["rate_high"] = [0.55, None]
    known = replace(contents(), tables={**contents().tables, "response": rates})
    (nl, en) = response_rates(known)
    assert (nl.get(LANG), en.get(LANG)) == LANGUAGES
    assert "50" in nl.text
    assert "55" in nl.text
    unknown = replace(contents(), tables={**contents().tables, "response": rates.iloc[1:]})
    assert not list(response_rates(unknown))
    assert "61 % van wie er waren" in [e.text for e in ddi_of(told()).iter("respRate")]


def test_a_package_with_a_study_file_is_valid(tmp_path):
    """Frictionless takes its licence and makers, and the tables are read back as they were."""
    made = write_package(replace(contents(), study=STUDY), tmp_path / "out")
    assert set(read_package(made)) == set(contents().tables)


def test_no_sign_breaks_the_xml():
    """What XML cannot hold is left out, and what it has a meaning for is escaped."""
    odd = 'Raden <&> "anders"\x01\x0b'
    study = StudyFile(title={"nl": odd}, creators=[{"family": odd, "affiliation": odd}])
    root = ddi_of({"ddi.xml": ddi(replace(contents(), study=study), "1")})
    plain = 'Raden <&> "anders"'
    assert root.findtext(".//titl") == f"GESIMULEERD: {plain}"
    maker = root.find(".//AuthEnty")
    assert (maker.text, maker.get("affiliation")) == (plain, plain)
