"""Words of the formats that an export has, beside texts of the content and names of columns.

A new format, or a new fact that one of them is given, is a word more here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

_MANY = 10_000_000


def _words(text: str, *more: str) -> frozenset[str]:
    """Words between spaces, and texts that have spaces themselves."""
    return frozenset([*text.split(), *more])


# Names of licences that may stand in a text.
LICENCES = ("Creative Commons Attribution 4.0 International",)

# What texts hold beside what is in the content: words of formats, and names of files.
PHRASES = _words(
    """
    message title abstract authors name keywords references version family-names given-names
    orcid affiliation license license-url doi contact email https://orcid.org/ https://doi.org/
    SPSS F V weerbaar pooled rooms data README.md CITATION.cff SHA256SUMS codebook.csv
    codebook.nl.md codebook.en.md method.nl.md method.en.md datapackage.json instrument.json
    versions.json log.csv total tables.xlsx ddi.xml dcat.jsonld tables xlsx ddi xml dcat jsonld
    citation readme codebook method instrument versions nl en cff md csv parquet sav json string
    integer number boolean
    """,
    *("cff-version: 1.2.0", "type: dataset", "type: software", "license: CC-BY-4.0"),
    *("`0` =", "`1` =", "`-97` =", "`-98` =", "`-99` ="),
)

# --- JSON ---------------------------------------------------------------------------------------
# Values of JSON that the formats ask for; the last are those of DCAT.
WORDS_OF_JSON = _words(
    """
    data-package data-resource tabular-data-resource table file utf-8 csv parquet sav md json
    cff txt text/plain text/csv author application/vnd.apache.parquet application/x-spss-sav
    text/markdown application/json application/ld+json application/xml publisher
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet string integer number
    boolean True False open restricted closed Int64 Float64 category sheet weerbaar CC-BY-4.0
    https://creativecommons.org/licenses/by/4.0/ nl en ./

    http://www.w3.org/ns/dcat# http://purl.org/dc/terms/ http://xmlns.com/foaf/0.1/
    http://spdx.org/rdf/terms# http://www.w3.org/2006/vcard/ns# http://www.w3.org/2001/XMLSchema#
    dcat:Dataset dcat:Distribution foaf:Agent foaf:Person foaf:Organization dct:PeriodOfTime
    vcard:Kind spdx:Checksum spdx:checksumAlgorithm_sha256 xsd:nonNegativeInteger xsd:gYear
    xsd:gYearMonth xsd:date
    """,
    *("", "\r\n", "discrete Laplace", *LICENCES),
)

# Addresses that a value of JSON may begin with; what follows is known, or a word of a format.
STARTS_OF_JSON = (
    "http://publications.europa.eu/resource/authority/",
    "https://www.iana.org/assignments/media-types/",
    "mailto:",
    "https://doi.org/",
)

# Entries of the lists of the European Union.
AUTHORITIES = _words("""
    data-theme/GOVE language/NLD language/ENG access-right/PUBLIC access-right/RESTRICTED
    access-right/NON_PUBLIC
""")

# Names that a number may have in JSON, and between what it lies.
NUMBERS_OF_JSON: Mapping[str, tuple[float, float]] = {
    "bytes": (0, inf),
    "largest": (0, 1),
    **dict.fromkeys(("round_to", "band", "epsilon", "budget"), (0, 100)),
    **dict.fromkeys(("version", "people", "threshold", "difference"), (0, 1000)),
    **dict.fromkeys(("minimum", "statements_from"), (0, 1000)),
    "clipped": (0, 10_000),
    **dict.fromkeys(("sessions", "scale", "error"), (0, _MANY)),
}

# Names that JSON may hold; the last are those of DCAT.
KEYS_OF_JSON = NUMBERS_OF_JSON.keys() | _words("""
    profile name title description version licenses path sources contributors role keywords
    weerbaar source simulated instrument digest rules by noise versions resources format
    mediatype encoding bytes hash type dialect csv lineTerminator schema fields missingValues
    dtype unit constraints enum trueValues falseValues mechanism id nl en scale sides sides_note
    quadrants side statements short text help colours word meaning symbol about green orange red
    python pandas pyarrow pyreadstat frictionless scipy opendp XlsxWriter statsmodels numpy
    organization study creators family given orcid affiliation organisation ror funder grant
    period start end universe mode response licence rights_holder access contact mail doi
    measure earlier tables

    @context @id @type @value @language dct:title dct:description dct:identifier dct:language
    dct:creator dct:publisher dct:license dct:rightsHolder dct:accessRights dct:temporal
    dcat:version dcat:theme dcat:keyword dcat:distribution dcat:startDate dcat:endDate
    dcat:byteSize dcat:contactPoint dcat:accessURL dcat:downloadURL dcat:mediaType spdx:checksum
    spdx:algorithm spdx:checksumValue foaf:name foaf:familyName foaf:givenName vcard:fn
    vcard:hasEmail dcat dct foaf spdx vcard xsd
""")


# --- XML ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Dialect:
    """What XML of one standard may hold: elements, attributes, and what both may say."""

    elements: frozenset[str]
    attributes: frozenset[str]
    words: frozenset[str]


# DDI-Codebook, as far as an export uses it.
DDI = Dialect(
    _words("""
        codeBook stdyDscr citation titlStmt titl parTitl IDNo rspStmt AuthEnty ExtLink prodStmt
        producer copyright software fundAg grantNo distStmt contact verStmt version stdyInfo
        subject keyword abstract sumDscr collDate anlyUnit universe dataKind method dataColl
        collMode resInstru cleanOps anlyInfo respRate dataAccs useStmt restrctn conditions
        fileDscr fileTxt fileName fileCont dimensns caseQnty varQnty fileType dataDscr var labl
        txt catgry catValu varFormat location qstn qstnLit invalrng item valrng range notes
        sumStat concept security date
    """),
    _words("""
        ID URI agency affiliation date dcml elementVersion email event fileid files format
        formatname intrvl lang level missing name nature schema title type units version VALUE
        measUnit width otherSchema
    """),
    _words(
        """
        2.5 ORCID ROR DOI start end nominal ordinal scale interval ratio percent numeric
        character contin discrete Y N variable category label ISO other nl en CSV
        """,
        *("", "text/csv; charset=utf-8"),
    ),
)

# Elements that a sheet of a workbook can have.
IN_SHEET = _words("""
    worksheet dimension sheetViews sheetView pane selection sheetFormatPr cols col sheetData row
    c v is t autoFilter mergeCells mergeCell pageMargins sheetPr filterColumn
""")

# A workbook around its cells.
OFFICE = Dialect(
    IN_SHEET
    | _words("""
        Types Override Default Relationship Relationships sst si bookViews workbookPr calcPr
        sheets definedNames definedName fileVersion workbook workbookView sheet styleSheet
        numFmts numFmt fonts font b i sz color name family scheme fills fill patternFill fgColor
        bgColor borders border left right top bottom diagonal cellStyleXfs cellXfs xf alignment
        cellStyles cellStyle dxfs tableStyles coreProperties title subject creator keywords
        description lastModifiedBy created modified category contentStatus Properties
        Application DocSecurity ScaleCrop HeadingPairs vector variant lpstr i4 TitlesOfParts
        Company LinksUpToDate SharedDoc HyperlinksChanged AppVersion Manager
    """),
    _words("""
        Extension Type PartName ContentType Id Target activePane appName applyAlignment
        applyFill applyFont applyNumberFormat baseType borderId bottom builtinId calcId count
        customHeight customWidth defaultPivotStyle defaultRowHeight defaultTableStyle
        defaultThemeVersion fillId fontId footer formatCode fullCalcOnLoad header hidden
        horizontal ht id indexed lastEdited left localSheetId lowestEdited max min name numFmtId
        pane patternType r ref rgb right rupBuild s sheetId size space spans state t tabSelected
        theme top topLeftCell type uniqueCount val vertical width windowHeight windowWidth
        workbookViewId wrapText xWindow xfId yWindow ySplit xSplit activeCell sqref
    """),
    _words(
        """
        xml rels xl b n s inlineStr preserve Calibri General Normal minor none gray125 solid top
        left right center bottomLeft frozen lpstr variant dcterms:W3CDTF _xlnm._FilterDatabase
        hidden visible
        """,
        "",
    ),
)

# --- Parquet ------------------------------------------------------------------------------------
# What pandas says of types; only these words, names of columns and versions are in it.
WORDS_OF_PANDAS = _words("""
    index_columns column_indexes columns name field_name pandas_type numpy_type metadata
    num_categories ordered attributes creator library version pandas_version object unicode
    string str categorical bool boolean int8 int64 Int64 float64 Float64 pyarrow
""")
