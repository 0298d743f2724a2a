"""The XML of a workbook around its cells: only names of the standard, numbers and places.

A cell is read for what it says. Every other spot of the XML could hold a text as well: an attribute
that no program asks for, a text between two elements, the name of a sheet. So all of it is looked
at here, and what is not of the standard or known is handed back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET

_PLAIN = re.compile(
    r"-?\d{1,7}(?:\.\d{1,20})?|\d{1,5}:\d{1,5}|rId\d{1,3}|[0-9A-F]{8}|[#0.,%;@]{1,20}"
    r"|\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
    r"|/?(?:xl/)?(?:worksheets/sheet\d{1,3}|theme/theme1|workbook|styles|sharedStrings)\.xml"
    r"|/?docProps/(?:app|core)\.xml"
    r"|http://schemas\.openxmlformats\.org/(?:officeDocument|package)/2006/relationships"
    r"/(?:metadata/core-properties|extended-properties|officeDocument|worksheet|theme|styles"
    r"|sharedStrings)"
    r"|application/(?:xml|vnd\.openxmlformats-(?:package|officedocument)\."
    r"(?:spreadsheetml\.)?(?:sheet\.main|worksheet|styles|sharedStrings|theme|relationships"
    r"|(?:core|extended)-properties)\+xml)"
    r"|TableStyle(?:Light|Medium|Dark)\d{1,2}|PivotStyle(?:Light|Medium|Dark)\d{1,2}",
    re.ASCII,
)
_WORDS = frozenset(
    {
        *("", "xml", "rels", "xl", "b", "n", "s", "inlineStr", "preserve", "Calibri", "General"),
        *("Normal", "minor", "none", "gray125", "solid", "top", "left", "right", "center"),
        *("bottomLeft", "frozen", "lpstr", "variant", "dcterms:W3CDTF", "_xlnm._FilterDatabase"),
        *("hidden", "visible"),
    }
)
_NAMES = frozenset(
    {
        *("Extension", "Type", "PartName", "ContentType", "Id", "Target", "activePane"),
        *("appName", "applyAlignment", "applyFill", "applyFont", "applyNumberFormat", "baseType"),
        *("borderId", "bottom", "builtinId", "calcId", "count", "customHeight", "customWidth"),
        *("defaultPivotStyle", "defaultRowHeight", "defaultTableStyle", "defaultThemeVersion"),
        *("fillId", "fontId", "footer", "formatCode", "fullCalcOnLoad", "header", "hidden"),
        *("horizontal", "ht", "id", "indexed", "lastEdited", "left", "localSheetId"),
        *("lowestEdited", "max", "min", "name", "numFmtId", "pane", "patternType", "r", "ref"),
        *("rgb", "right", "rupBuild", "s", "sheetId", "size", "space", "spans", "state", "t"),
        *("tabSelected", "theme", "top", "topLeftCell", "type", "uniqueCount", "val", "vertical"),
        *("width", "windowHeight", "windowWidth", "workbookViewId", "wrapText", "xWindow"),
        *("xfId", "yWindow", "ySplit", "xSplit", "activeCell", "sqref"),
    }
)
IN_SHEET = frozenset(
    {
        *("worksheet", "dimension", "sheetViews", "sheetView", "pane", "selection"),
        *("sheetFormatPr", "cols", "col", "sheetData", "row", "c", "v", "is", "t", "autoFilter"),
        *("mergeCells", "mergeCell", "pageMargins", "sheetPr", "filterColumn"),
    }
)
"""Elements that a sheet can have."""
_TAGS = IN_SHEET | {
    *("Types", "Override", "Default", "Relationship", "Relationships", "sst", "si"),
    *("bookViews", "workbookPr", "calcPr", "sheets", "definedNames", "definedName"),
    *("fileVersion", "workbook", "workbookView", "sheet", "styleSheet", "numFmts", "numFmt"),
    *("fonts", "font", "b", "i", "sz", "color", "name", "family", "scheme", "fills", "fill"),
    *("patternFill", "fgColor", "bgColor", "borders", "border", "left", "right", "top"),
    *("bottom", "diagonal", "cellStyleXfs", "cellXfs", "xf", "alignment", "cellStyles"),
    *("cellStyle", "dxfs", "tableStyles", "coreProperties", "title", "subject", "creator"),
    *("keywords", "description", "lastModifiedBy", "created", "modified", "category"),
    *("contentStatus", "Properties", "Application", "DocSecurity", "ScaleCrop"),
    *("HeadingPairs", "vector", "variant", "lpstr", "i4", "TitlesOfParts", "Company"),
    *("LinksUpToDate", "SharedDoc", "HyperlinksChanged", "AppVersion", "Manager"),
}
_READ: Mapping[str, frozenset[str]] = {
    "v": frozenset({"c"}),
    "t": frozenset({"is", "si"}),
    "definedName": frozenset({"definedNames"}),
}
"""Elements of which the text is read where they stand, by what they have to stand in."""
_PROPERTIES = "docProps/"


def odd_markup(part: str, root: ET.Element, known: Callable[[str], bool]) -> Iterator[str]:
    """Names, values and texts that are no part of the standard and are not read as cells.

    Parameters
    ----------
    part
        Path of the part; of the properties every text is read elsewhere.
    known
        Whether the program may write a text, such as the name of a sheet.
    """
    if tag_of(root) not in _TAGS:
        yield tag_of(root)
    for parent in root.iter():
        inside = tag_of(parent)
        for name, value in parent.attrib.items():
            if name.rpartition("}")[2] not in _NAMES:
                yield name
            if value not in _WORDS and not _PLAIN.fullmatch(value) and not known(value):
                yield value
        if parent is root and (parent.text or "").strip():
            yield (parent.text or "").strip()
        for one in parent:
            tag = tag_of(one)
            if tag not in _TAGS:
                yield tag
            read = inside in _READ.get(tag, ()) or part.startswith(_PROPERTIES)
            said = [one.tail or "", "" if read else one.text or ""]
            yield from (text.strip() for text in said if text.strip())


def tag_of(element: ET.Element) -> str:
    """Name of an element, without that of its standard."""
    return str(element.tag).rpartition("}")[2]
