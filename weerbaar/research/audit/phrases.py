"""Words of the formats that an export has, beside texts of the content and names of columns.

A new format, or a new fact that one of them is given, is a word more here.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

_MANY = 10_000_000

LICENCES = ("Creative Commons Attribution 4.0 International",)
"""Names of licences that may stand in a text."""

PHRASES = (
    *("cff-version: 1.2.0", "message", "type: dataset", "type: software", "title", "abstract"),
    *("license: CC-BY-4.0", "authors", "name", "keywords", "references", "version"),
    *("family-names", "given-names", "orcid", "affiliation", "license", "license-url"),
    *("doi", "contact", "email", "https://orcid.org/", "https://doi.org/", "SPSS", "F", "V"),
    *("weerbaar", "pooled", "rooms", "data", "README.md", "CITATION.cff", "SHA256SUMS"),
    *("codebook.csv", "codebook.nl.md", "codebook.en.md", "method.nl.md", "method.en.md"),
    *("datapackage.json", "instrument.json", "versions.json", "log.csv", "total"),
    *("tables.xlsx", "ddi.xml", "dcat.jsonld", "tables", "xlsx", "ddi", "xml", "dcat", "jsonld"),
    *("citation", "readme", "codebook", "method", "instrument", "versions", "nl", "en"),
    *("cff", "md", "csv", "parquet", "sav", "json"),
    *("string", "integer", "number", "boolean", "`0` =", "`1` =", "`-97` =", "`-98` =", "`-99` ="),
)
"""What texts hold beside what is in the content: words of formats, and names of files."""

WORDS_OF_JSON = frozenset(
    {
        *(
            "data-package",
            "data-resource",
            "tabular-data-resource",
            "table",
            "file",
            "utf-8",
            "\r\n",
        ),
        *("csv", "parquet", "sav", "md", "json", "cff", "txt", "text/plain", "text/csv", "author"),
        *("application/vnd.apache.parquet", "application/x-spss-sav", "text/markdown"),
        *("application/json", "application/ld+json", "application/xml", "publisher"),
        *("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        *("string", "integer", "number", "boolean", "True", "False", "", "open", "restricted"),
        *("closed", "Int64", "Float64", "category", "sheet", "discrete Laplace", "weerbaar"),
        *("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", *LICENCES),
        # DCAT
        *("http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/"),
        *("http://spdx.org/rdf/terms#", "http://www.w3.org/2006/vcard/ns#", "./", "nl", "en"),
        *("http://www.w3.org/2001/XMLSchema#", "dcat:Dataset", "dcat:Distribution", "foaf:Agent"),
        *("foaf:Person", "foaf:Organization", "dct:PeriodOfTime", "vcard:Kind", "spdx:Checksum"),
        *("xsd:nonNegativeInteger", "xsd:gYear", "xsd:gYearMonth", "xsd:date"),
        *("spdx:checksumAlgorithm_sha256",),
    }
)
"""Values of JSON that the formats ask for."""

STARTS_OF_JSON = (
    "http://publications.europa.eu/resource/authority/",
    "https://www.iana.org/assignments/media-types/",
    "mailto:",
    "https://doi.org/",
)
"""Addresses that a value of JSON may begin with; what follows is known, or a word of a format."""

KEYS_OF_JSON = frozenset(
    {
        *("profile", "name", "title", "description", "version", "licenses", "path", "sources"),
        *("contributors", "role", "keywords", "weerbaar", "source", "simulated", "instrument"),
        *("digest", "rules", "by", "noise", "versions", "resources", "format", "mediatype"),
        *("encoding", "bytes", "hash", "type", "dialect", "csv", "lineTerminator", "schema"),
        *("fields", "missingValues", "dtype", "unit", "constraints", "enum", "trueValues"),
        *(
            "falseValues",
            "mechanism",
            "id",
            "nl",
            "en",
            "scale",
            "sides",
            "sides_note",
            "quadrants",
        ),
        *("side", "statements", "short", "text", "help", "colours", "word", "meaning", "symbol"),
        *("about", "green", "orange", "red", "python", "pandas", "pyarrow", "pyreadstat"),
        *("frictionless", "scipy", "opendp", "XlsxWriter", "statsmodels", "numpy", "organization"),
        *("study", "creators", "family", "given", "orcid", "affiliation", "organisation", "ror"),
        *("funder", "grant", "period", "start", "end", "universe", "mode", "response", "licence"),
        *("rights_holder", "access", "contact", "mail", "doi", "measure", "earlier", "tables"),
        # DCAT
        *("@context", "@id", "@type", "@value", "@language", "dct:title", "dct:description"),
        *("dct:identifier", "dct:language", "dct:creator", "dct:publisher", "dct:license"),
        *("dct:rightsHolder", "dct:accessRights", "dct:temporal", "dcat:version", "dcat:theme"),
        *("dcat:keyword", "dcat:distribution", "dcat:startDate", "dcat:endDate", "dcat:byteSize"),
        *("dcat:contactPoint", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType"),
        *("spdx:checksum", "spdx:algorithm", "spdx:checksumValue", "foaf:name", "foaf:familyName"),
        *("foaf:givenName", "vcard:fn", "vcard:hasEmail", "dcat", "dct", "foaf", "spdx", "vcard"),
        *("xsd",),
    }
)
"""Names that JSON may hold."""

AUTHORITIES = frozenset(
    {
        *("data-theme/GOVE", "language/NLD", "language/ENG", "access-right/PUBLIC"),
        *("access-right/RESTRICTED", "access-right/NON_PUBLIC"),
    }
)
"""Entries of the lists of the European Union."""

NUMBERS_OF_JSON: Mapping[str, tuple[float, float]] = {
    "bytes": (0, inf),
    "version": (0, 1000),
    "sessions": (0, _MANY),
    "people": (0, 1000),
    "largest": (0, 1),
    "threshold": (0, 1000),
    "difference": (0, 1000),
    "round_to": (0, 100),
    "minimum": (0, 1000),
    "statements_from": (0, 1000),
    "band": (0, 100),
    "epsilon": (0, 100),
    "budget": (0, 100),
    "scale": (0, _MANY),
    "error": (0, _MANY),
    "clipped": (0, 10_000),
}
"""Names that a number may have in JSON, and between what it lies."""

TAGS_OF_XML = frozenset(
    {
        *("codeBook", "stdyDscr", "citation", "titlStmt", "titl", "parTitl", "IDNo", "rspStmt"),
        *(
            "AuthEnty",
            "ExtLink",
            "prodStmt",
            "producer",
            "copyright",
            "software",
            "fundAg",
            "grantNo",
        ),
        *(
            "distStmt",
            "contact",
            "verStmt",
            "version",
            "stdyInfo",
            "subject",
            "keyword",
            "abstract",
        ),
        *("sumDscr", "collDate", "anlyUnit", "universe", "dataKind", "method", "dataColl"),
        *("collMode", "resInstru", "cleanOps", "anlyInfo", "respRate", "dataAccs", "useStmt"),
        *("restrctn", "conditions", "fileDscr", "fileTxt", "fileName", "fileCont", "dimensns"),
        *("caseQnty", "varQnty", "fileType", "dataDscr", "var", "labl", "txt", "catgry", "catValu"),
        *(
            "varFormat",
            "location",
            "qstn",
            "qstnLit",
            "invalrng",
            "item",
            "valrng",
            "range",
            "notes",
        ),
        *("sumStat", "concept", "security", "date"),
    }
)
"""Elements of DDI-Codebook that an export uses."""

NAMES_OF_XML = frozenset(
    {
        *("ID", "URI", "agency", "affiliation", "date", "dcml", "elementVersion", "email", "event"),
        *("fileid", "files", "format", "formatname", "intrvl", "lang", "level", "missing", "name"),
        *("nature", "schema", "title", "type", "units", "version", "VALUE", "measUnit", "width"),
        "otherSchema",
    }
)
"""Attributes of DDI-Codebook that an export uses."""

WORDS_OF_XML = frozenset(
    {
        *(
            "2.5",
            "ORCID",
            "ROR",
            "DOI",
            "start",
            "end",
            "text/csv; charset=utf-8",
            "nominal",
            "ordinal",
        ),
        *(
            "scale",
            "interval",
            "ratio",
            "percent",
            "numeric",
            "character",
            "contin",
            "discrete",
            "Y",
        ),
        *("N", "variable", "category", "label", "ISO", "other", "nl", "en", ""),
        *("CSV",),
    }
)
"""What a text or an attribute of DDI-Codebook may say by itself."""
