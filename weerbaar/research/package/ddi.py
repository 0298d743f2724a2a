"""The package as DDI-Codebook 2.5: what archives of social data read, such as DANS and GESIS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

import weerbaar
from weerbaar.catalog import LANGUAGES, Content, Text, Voice
from weerbaar.catalog.study_file import StudyFile
from weerbaar.research.columns import COLUMNS, measure
from weerbaar.research.frames import missing
from weerbaar.research.package.about import abstracts, keywords, titles, unlicensed
from weerbaar.research.package.codebook import Pair, field_type, values_of
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.texts import rules_told

NAMESPACE = "ddi:codebook:2_5"

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold, even escaped."""
_CONTINUOUS = ("integer", "number")


def ddi(contents: Contents, content: Content, version: str) -> bytes:
    """The study, its files, and every column, in the order that the schema asks for."""
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    study = ET.SubElement(root, "stdyDscr")
    _citation(study, contents, content, version)
    _info(study, contents, content)
    _method(study, contents, content)
    _access(study, contents, content)
    for table in contents.tables:
        _file(root, table, contents, content)
    data = ET.SubElement(root, "dataDscr")
    for table in contents.tables:
        _variables(data, table, contents, content)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _citation(study: ET.Element, contents: Contents, content: Content, version: str) -> None:
    chosen = contents.study
    citation = ET.SubElement(study, "citation")
    _titles(citation, titles(contents, content), chosen)
    if chosen:
        makers = ET.SubElement(citation, "rspStmt")
        for creator in chosen.creators:
            maker = _add(makers, "AuthEnty", creator.name, affiliation=creator.affiliation)
            if creator.orcid:
                ET.SubElement(maker, "ExtLink", {"URI": creator.orcid, "title": "ORCID"})
    _production(citation, chosen)
    if chosen and chosen.contact:
        given = ET.SubElement(citation, "distStmt")
        _add(given, "contact", chosen.contact.name, email=chosen.contact.mail)
    _add(ET.SubElement(citation, "verStmt"), "version", version)


def _titles(citation: ET.Element, said: Mapping[str, str], chosen: StudyFile | None) -> None:
    stated = ET.SubElement(citation, "titlStmt")
    (language, main), *others = said.items()
    _add(stated, "titl", main, language=language)
    for language, text in others:
        _add(stated, "parTitl", text, language=language)
    if chosen and chosen.doi:
        _add(stated, "IDNo", chosen.doi, agency="DOI")


def _production(citation: ET.Element, chosen: StudyFile | None) -> None:
    made = ET.SubElement(citation, "prodStmt")
    if chosen and chosen.organisation:
        producer = _add(made, "producer", chosen.organisation.name)
        if chosen.organisation.ror:
            ET.SubElement(producer, "ExtLink", {"URI": chosen.organisation.ror, "title": "ROR"})
    if chosen and chosen.rights_holder:
        _add(made, "copyright", chosen.rights_holder)
    _add(made, "software", "weerbaar", version=weerbaar.__version__)
    if chosen and chosen.funder:
        _add(made, "fundAg", chosen.funder.name)
        if chosen.funder.grant:
            _add(made, "grantNo", chosen.funder.grant, agency=chosen.funder.name)


def _info(study: ET.Element, contents: Contents, content: Content) -> None:
    chosen = contents.study
    info = ET.SubElement(study, "stdyInfo")
    subject = ET.SubElement(info, "subject")
    for language in LANGUAGES:
        for word in keywords(Voice(content, language)):
            _add(subject, "keyword", word, language=language)
    _said(info, "abstract", abstracts(contents, content))
    summary = ET.SubElement(info, "sumDscr")
    if chosen and chosen.period:
        for event, moment in (("start", chosen.period.start), ("end", chosen.period.end)):
            _add(summary, "collDate", moment, event=event, date=moment)
    _both(summary, "anlyUnit", content, f"package.unit.{contents.source}")
    if chosen and chosen.universe:
        _said(summary, "universe", chosen.universe.said)
    _both(summary, "dataKind", content, "package.data_kind")


def _method(study: ET.Element, contents: Contents, content: Content) -> None:
    chosen, asked = contents.study, contents.instrument
    method = ET.SubElement(study, "method")
    collected = ET.SubElement(method, "dataColl")
    if chosen and chosen.mode:
        _said(collected, "collMode", chosen.mode.said)
    for language in LANGUAGES:
        name = f"{asked.file.title[language]} ({asked.file.version}, {asked.model.digest})"
        _add(collected, "resInstru", name, language=language)
    for language in LANGUAGES:
        for told in rules_told(contents, Voice(content, language)):
            _add(collected, "cleanOps", told, language=language)
    rates = [
        *(chosen.response.said.items() if chosen and chosen.response else ()),
        *_response(contents, content),
    ]
    if rates:
        analysed = ET.SubElement(method, "anlyInfo")
        for language, text in rates:
            _add(analysed, "respRate", text, language=language)


def _response(contents: Contents, content: Content) -> Iterable[tuple[str, str]]:
    """The response per group, where the sessions sealed how many there were."""
    frame = contents.tables.get("response")
    for row in [] if frame is None else frame.to_dict("records"):
        rates = {name: row[f"rate_{name}"] for name in ("low", "high")}
        if any(missing(rate) for rate in rates.values()):
            continue
        shown = {name: f"{100 * float(rate):.0f}" for name, rate in rates.items()}
        for language in LANGUAGES:
            yield language, content.text("package.rate", language, group=row["group"], **shown)


def _access(study: ET.Element, contents: Contents, content: Content) -> None:
    chosen = contents.study
    use = ET.SubElement(ET.SubElement(study, "dataAccs"), "useStmt")
    if chosen and chosen.access:
        both = [content.text(f"package.access.{chosen.access}", name) for name in LANGUAGES]
        _add(use, "restrctn", " / ".join(both))
    if chosen and not unlicensed(contents):
        names = dict.fromkeys((chosen.licence or "", chosen.licence_address or ""))
        _add(use, "conditions", " ".join(names))
    else:
        both = [content.text("package.no_licence", name) for name in LANGUAGES]
        _add(use, "conditions", " ".join(both))


def _file(root: ET.Element, table: str, contents: Contents, content: Content) -> None:
    frame = contents.tables[table]
    told = ET.SubElement(ET.SubElement(root, "fileDscr", {"ID": f"F-{table}"}), "fileTxt")
    _add(told, "fileName", f"data/{table}.csv")
    about = content.research.tables[table]
    _add(told, "fileCont", " / ".join(about[name] for name in LANGUAGES))
    size = ET.SubElement(told, "dimensns")
    _add(size, "caseQnty", str(len(frame)))
    _add(size, "varQnty", str(len(frame.columns)))
    _add(told, "fileType", "text/csv; charset=utf-8")


def _variables(data: ET.Element, table: str, contents: Contents, content: Content) -> None:
    values = values_of(table, contents, content)
    for name, kind in COLUMNS[table].items():
        entry, form = content.research.column(table, name), field_type(kind)
        level = "percent" if entry.is_share else measure(name, kind)
        variable = ET.SubElement(
            data,
            "var",
            {
                "ID": f"V-{table}-{name}",
                "name": name,
                "files": f"F-{table}",
                "intrvl": "contin" if form in _CONTINUOUS else "discrete",
                "nature": "interval" if level == "scale" else level,
            },
        )
        _text(variable, "labl", entry.label)
        _text(variable, "txt", entry.about)
        if kind != "boolean":
            occurring = {str(value) for value in contents.tables[table][name].dropna().unique()}
            _categories(variable, values.get(name, {}), occurring)
        numeric = "numeric" if form in _CONTINUOUS else "character"
        _add(variable, "varFormat", None, type=numeric, schema="other", otherSchema="CSV")
        for note in (entry.unit, entry.missing):
            if note:
                _text(variable, "notes", note)


def _categories(variable: ET.Element, known: Mapping[str, Pair], occurring: set[str]) -> None:
    for value, pair in known.items():
        if value in occurring:
            category = ET.SubElement(variable, "catgry")
            _add(category, "catValu", value)
            _said(category, "labl", dict(zip(LANGUAGES, pair, strict=True)))


def _text(parent: ET.Element, tag: str, text: Text) -> None:
    _said(parent, tag, {language: text[language] for language in LANGUAGES})


def _both(parent: ET.Element, tag: str, content: Content, key: str) -> None:
    _said(parent, tag, {name: content.text(key, name) for name in LANGUAGES})


def _said(parent: ET.Element, tag: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        _add(parent, tag, text, language=language)


def _add(
    parent: ET.Element,
    tag: str,
    text: str | None,
    language: str | None = None,
    **attributes: str | None,
) -> ET.Element:
    given = {name: _NO_XML.sub("", value) for name, value in attributes.items() if value}
    made = ET.SubElement(parent, tag, given | ({_LANGUAGE: language} if language else {}))
    made.text = _NO_XML.sub("", text) if text else None
    return made
