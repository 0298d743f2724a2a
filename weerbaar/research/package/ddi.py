"""The package as DDI-Codebook 2.5: what archives of social data read, such as DANS and GESIS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import pandas as pd

import weerbaar
from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.texts import EitherText
from weerbaar.research.columns import missing
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.texts import abstracts, keywords, rules_told, titles
from weerbaar.research.package.variables import Both, Variable, in_one_line

NAMESPACE = "ddi:codebook:2_5"

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold, even escaped."""


def ddi(contents: Contents, version: str) -> bytes:
    """The study, its files, and every column, in the order that the schema asks for."""
    root = _element(
        "codeBook",
        _element(
            "stdyDscr",
            _citation(contents, version),
            _info(contents),
            _method(contents),
            _access(contents),
        ),
        *(_file(table, contents) for table in contents.tables),
        _element(
            "dataDscr",
            *(
                _variable(table, one, frame)
                for table, frame in contents.tables.items()
                for one in contents.variables[table]
            ),
        ),
        xmlns=NAMESPACE,
        version="2.5",
    )
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _citation(contents: Contents, version: str) -> ET.Element:
    study = contents.stated
    by, contact, funder = study.organisation, study.contact, study.funder
    (language, main), *others = titles(contents).items()
    makers = [
        _element(
            "AuthEnty",
            creator.name,
            creator.orcid and _element("ExtLink", URI=creator.orcid, title="ORCID"),
            affiliation=creator.affiliation,
        )
        for creator in study.creators
    ]
    return _element(
        "citation",
        _element(
            "titlStmt",
            _said("titl", main, language),
            *(_said("parTitl", text, name) for name, text in others),
            study.doi and _element("IDNo", study.doi, agency="DOI"),
        ),
        _element("rspStmt", *makers) if makers else None,
        _element(
            "prodStmt",
            _element("producer", by.name, by.ror and _element("ExtLink", URI=by.ror, title="ROR"))
            if by
            else None,
            study.rights_holder and _element("copyright", study.rights_holder),
            _element("software", "weerbaar", version=weerbaar.__version__),
            _element("fundAg", funder.name) if funder else None,
            _element("grantNo", funder.grant, agency=funder.name)
            if funder and funder.grant
            else None,
        ),
        _element("distStmt", _element("contact", contact.name, email=contact.mail))
        if contact
        else None,
        _element("verStmt", _element("version", version)),
    )


def _info(contents: Contents) -> ET.Element:
    period = contents.stated.period
    moments = (("start", period.start), ("end", period.end)) if period else ()
    return _element(
        "stdyInfo",
        _element("subject", *(_said("keyword", word, name) for name, word in keywords(contents))),
        *_all("abstract", abstracts(contents)),
        _element(
            "sumDscr",
            *(_element("collDate", when, event=event, date=when) for event, when in moments),
            *_all("anlyUnit", contents.both(f"unit.{contents.source}")),
            *_own("universe", contents.stated.universe),
            *_all("dataKind", contents.both("data_kind")),
        ),
    )


def _method(contents: Contents) -> ET.Element:
    asked, digest = contents.instrument.file, contents.instrument.model.digest
    rates = [*_own("respRate", contents.stated.response), *response_rates(contents)]
    return _element(
        "method",
        _element(
            "dataColl",
            *_own("collMode", contents.stated.mode),
            *(
                _said("resInstru", f"{asked.title[name]} ({asked.version}, {digest})", name)
                for name in LANGUAGES
            ),
            *(
                _said("cleanOps", told, name)
                for name in LANGUAGES
                for told in rules_told(contents, name)
            ),
        ),
        _element("anlyInfo", *rates) if rates else None,
    )


def response_rates(contents: Contents) -> Iterator[ET.Element]:
    """The response per group, where the sessions sealed how many there were."""
    frame = contents.tables.get("response", pd.DataFrame())
    for row in frame.to_dict("records"):
        if missing(row["rate_low"]) or missing(row["rate_high"]):
            continue
        ends = {name: f"{100 * float(row[f'rate_{name}']):.0f}" for name in ("low", "high")}
        yield from _all("respRate", contents.both("rate", group=row["group"], **ends))


def _access(contents: Contents) -> ET.Element:
    study = contents.stated
    if study.licence:
        conditions = dict.fromkeys((study.licence, study.licence_address or ""))
    else:
        conditions = dict.fromkeys(contents.both("no_licence").values())
    return _element(
        "dataAccs",
        _element(
            "useStmt",
            study.access
            and _element("restrctn", in_one_line(contents.both(f"access.{study.access}"))),
            _element("conditions", " ".join(conditions)),
        ),
    )


def _file(table: str, contents: Contents) -> ET.Element:
    rows, columns = contents.tables[table].shape
    told = _element(
        "fileTxt",
        _element("fileName", f"data/{table}.csv"),
        _element("fileCont", in_one_line(contents.about(table))),
        _element("dimensns", _element("caseQnty", str(rows)), _element("varQnty", str(columns))),
        _element("fileType", "text/csv; charset=utf-8"),
    )
    return _element("fileDscr", told, ID=f"F-{table}")


def _variable(table: str, one: Variable, frame: pd.DataFrame) -> ET.Element:
    number = one.type in ("integer", "number")
    level = "interval" if one.measure == "scale" else one.measure
    values = one.occurring(frame) if one.kind != "boolean" else {}
    form = {"type": "numeric" if number else "character", "schema": "other"}
    return _element(
        "var",
        *_all("labl", one.label),
        *_all("txt", one.about),
        *(
            _element("catgry", _element("catValu", value), *_all("labl", both))
            for value, both in values.items()
        ),
        _element("varFormat", **form, otherSchema="CSV"),
        *_all("notes", one.unit),
        *_all("notes", one.missing),
        ID=f"V-{table}-{one.name}",
        name=one.name,
        files=f"F-{table}",
        intrvl="contin" if number else "discrete",
        nature="percent" if one.is_share else level,
    )


def _all(tag: str, both: Both) -> Iterable[ET.Element]:
    """An element for every language that there is a text in."""
    return (_said(tag, text, language) for language, text in both.items() if text)


def _own(tag: str, text: EitherText | None) -> Iterable[ET.Element]:
    """The same of what a researcher wrote, or nothing."""
    return _all(tag, text.said if text else {})


def _said(tag: str, text: str, language: str) -> ET.Element:
    made = _element(tag, text)
    made.set(_LANGUAGE, language)
    return made


def _element(tag: str, *inside: ET.Element | str | None, **attributes: str | None) -> ET.Element:
    """An element with a text or elements inside; what is not there is left out."""
    given = {name: _NO_XML.sub("", value) for name, value in attributes.items() if value}
    made = ET.Element(tag, given)
    for one in inside:
        if isinstance(one, ET.Element):
            made.append(one)
        elif one:
            made.text = _NO_XML.sub("", one)
    return made
