"""Write the SDMX-ML 3.0 structure message: code lists, concepts, the data structure definition and its dataflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from app.report.sdmx_codes import structure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

AGENCY, FLOW, VERSION = "COUNTY_INDICATORS", "OBSERVATIONS", "1.0.0"
_SPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_MES, _STR, _COM = (f"{{{_SPACE}{part}}}" for part in ("message", "structure", "common"))
_URN = "urn:sdmx:org.sdmx.infomodel."
# A message must say when it was prepared; where no day is given this one keeps the bytes the same.
_UNDATED = "1980-01-01"
# Lists of what the rows are about: another export may hold other codes of them.
_PARTIAL = {"CL_AREA", "CL_SUBJECT", "CL_DOCUMENT", "CL_UNIT"}


def structure_xml(lists: Mapping[str, Mapping[str, Mapping[str, str]]], created: date | None = None) -> bytes:
    """Return the message for these code lists (list → code → language → name)."""
    for prefix, part in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ET.register_namespace(prefix, f"{_SPACE}{part}")
    message = ET.Element(f"{_MES}Structure")
    head = ET.SubElement(message, f"{_MES}Header")
    for tag, text in (("ID", FLOW), ("Test", "false"), ("Prepared", f"{created or _UNDATED}T00:00:00Z")):
        ET.SubElement(head, f"{_MES}{tag}").text = text
    sender = ET.SubElement(head, f"{_MES}Sender", id=AGENCY)
    _name(sender, structure()["names"]["AGENCY"])
    body = ET.SubElement(message, f"{_MES}Structures")
    lists_ = ET.SubElement(body, f"{_STR}Codelists")
    for name in sorted(lists):
        _codelist(lists_, name, lists[name])
    _concepts(ET.SubElement(body, f"{_STR}ConceptSchemes"))
    _flow(ET.SubElement(body, f"{_STR}Dataflows"))
    _definition(ET.SubElement(body, f"{_STR}DataStructures"))
    ET.indent(message)
    written: bytes = ET.tostring(message, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _codelist(parent: ET.Element, name: str, codes: Mapping[str, Mapping[str, str]]) -> None:
    partial = {"isPartial": "true"} if name in _PARTIAL else {}
    made = _maintained(parent, "Codelist", "codelist.Codelist", name, **partial)
    for code in sorted(codes):
        one = ET.SubElement(made, f"{_STR}Code", id=code, urn=_urn("codelist.Code", name, code))
        _name(one, codes[code])


def _concepts(parent: ET.Element) -> None:
    made = _maintained(parent, "ConceptScheme", "conceptscheme.ConceptScheme", "CONCEPTS")
    for name, component in _components().items():
        one = ET.SubElement(
            made, f"{_STR}Concept", id=name, urn=_urn("conceptscheme.Concept", "CONCEPTS", name)
        )
        _name(one, component)


def _flow(parent: ET.Element) -> None:
    made = _maintained(parent, "Dataflow", "datastructure.Dataflow", FLOW)
    ET.SubElement(made, f"{_STR}Structure").text = _urn("datastructure.DataStructure", FLOW)


def _definition(parent: ET.Element) -> None:
    made = _maintained(parent, "DataStructure", "datastructure.DataStructure", FLOW)
    parts = ET.SubElement(made, f"{_STR}DataStructureComponents")
    dimensions = ET.SubElement(parts, f"{_STR}DimensionList", id="DimensionDescriptor")
    for position, (name, component) in enumerate(structure()["dimensions"].items(), start=1):
        _component(dimensions, "Dimension", name, component, position=str(position))
    _component(dimensions, "TimeDimension", "TIME_PERIOD", structure()["time"])
    attributes = ET.SubElement(parts, f"{_STR}AttributeList", id="AttributeDescriptor")
    for name, component in structure()["attributes"].items():
        usage = component.get("usage", "optional")
        one = _component(attributes, "Attribute", name, component, usage=usage)
        ET.SubElement(ET.SubElement(one, f"{_STR}AttributeRelationship"), f"{_STR}Observation")
    measures = ET.SubElement(parts, f"{_STR}MeasureList", id="MeasureDescriptor")
    for name, component in structure()["measures"].items():
        _component(measures, "Measure", name, component)


def _component(
    parent: ET.Element, tag: str, name: str, component: Mapping[str, Any], **attributes: str
) -> ET.Element:
    one = ET.SubElement(parent, f"{_STR}{tag}", {"id": name, **attributes})
    ET.SubElement(one, f"{_STR}ConceptIdentity").text = _urn("conceptscheme.Concept", "CONCEPTS", name)
    form = ET.SubElement(one, f"{_STR}LocalRepresentation")
    if "codes" in component:
        ET.SubElement(form, f"{_STR}Enumeration").text = _urn("codelist.Codelist", component["codes"])
    else:
        ET.SubElement(form, f"{_STR}TextFormat", textType=component["type"])
    return one


def _components() -> dict[str, dict[str, Any]]:
    parts = structure()
    return {**parts["dimensions"], "TIME_PERIOD": parts["time"], **parts["measures"], **parts["attributes"]}


def _maintained(parent: ET.Element, tag: str, kind: str, name: str, **attributes: str) -> ET.Element:
    given = {"id": name, "agencyID": AGENCY, "version": VERSION, "urn": _urn(kind, name), **attributes}
    made = ET.SubElement(parent, f"{_STR}{tag}", given)
    _name(made, structure()["names"][name])
    return made


def _name(parent: ET.Element, names: Mapping[str, str]) -> None:
    for language in ("zh", "en"):
        if language in names:
            one = ET.SubElement(parent, f"{_COM}Name")
            one.set("{http://www.w3.org/XML/1998/namespace}lang", language)
            one.text = str(names[language])


def _urn(kind: str, name: str, item: str = "") -> str:
    return f"{_URN}{kind}={AGENCY}:{name}({VERSION}){'.' if item else ''}{item}"
