"""AWS's own service model, as botocore ships it: requests are read and replies written by it.

What a client sends must fit the model to the last parameter, and what the stand-in answers is read back with botocore's
own parser before it goes out: neither side can invent anything.
"""
import datetime
import json
import uuid
import xml.etree.ElementTree as xml
from urllib.parse import parse_qsl

import botocore.loaders
import botocore.parsers
from botocore.model import ServiceModel
from botocore.validate import ParamValidator


class Fault(Exception):
    """A refusal, by the name of the model's error shape or by a bare code."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


class Service:
    def __init__(self, name):
        loader = botocore.loaders.Loader()
        self.name = name
        self.model = ServiceModel(loader.load_service_model(name, "service-2"), name)
        # botocore's newest models list several protocols.
        self.protocol = self.model.metadata["protocol"]

    def operation(self, action):
        if action not in self.model.operation_names:
            raise Fault("InvalidAction", f"Could not find operation {action}")
        return self.model.operation_model(action)

    def fault(self, operation, error):
        """The wire code and status of an error shape: DBInstanceNotFoundFault is DBInstanceNotFound, 404."""
        for shape in operation.error_shapes if operation else []:
            if error.code == shape.name:
                known = shape.metadata.get("error", {})
                return known.get("code", shape.name), known.get("httpStatusCode", error.status)
        return error.code, error.status


def validate(params, shape):
    report = ParamValidator().validate(params, shape)
    if report.has_errors():
        raise Fault("ValidationError", report.generate_report().replace("\n", "; "))


# --- the query protocol ---------------------------------------------------------------------------------------------

def parse_query(service, body):
    """(operation, parameters) of a form body."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
    except ValueError as error:
        raise Fault("MalformedQueryString", str(error)) from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Fault("MalformedQueryString", "a parameter is there twice")
    operation = service.operation(form.pop("Action", ""))
    version = form.pop("Version", "")
    if version != service.model.api_version:
        raise Fault("NoSuchVersion", f"The requested version ({version}) is not valid")
    used = set()
    shape = operation.input_shape
    params = _read(shape, "", form, used) if shape else {}
    unknown = sorted(set(form) - used)
    if unknown:
        raise Fault("InvalidParameterCombination", f"Unknown parameter: {unknown[0]}")
    if shape:
        validate(params, shape)
    return operation, params


def _join(prefix, name):
    return f"{prefix}.{name}" if prefix else name


def _read(shape, prefix, form, used):
    """The value under a prefix, or None."""
    if shape.type_name == "structure":
        found = {}
        for name, member in shape.members.items():
            value = _read(member, _join(prefix, member.serialization.get("name", name)), form, used)
            if value is not None:
                found[name] = value
        return found if found or not prefix else None
    if shape.type_name == "list":
        if not shape.serialization.get("flattened"):
            prefix = _join(prefix, shape.member.serialization.get("name", "member"))
        values = []
        while (value := _read(shape.member, f"{prefix}.{len(values) + 1}", form, used)) is not None:
            values.append(value)
        return values or None
    if prefix not in form:
        return None
    used.add(prefix)
    return _scalar(shape, form[prefix])


def _scalar(shape, text):
    try:
        if shape.type_name == "boolean":
            return {"true": True, "false": False}[text]
        if shape.type_name in ("integer", "long"):
            return int(text)
    except (KeyError, ValueError):
        raise Fault("MalformedInput", f"{text!r} is no {shape.type_name}") from None
    return text


def write_query(service, operation, result):
    """The reply's bytes."""
    root = xml.Element(operation.name + "Response", xmlns=service.model.metadata["xmlNamespace"])
    shape = operation.output_shape
    if shape:
        validate(result, shape)
        _write(shape, result, xml.SubElement(root, shape.serialization["resultWrapper"]))
    xml.SubElement(xml.SubElement(root, "ResponseMetadata"), "RequestId").text = str(uuid.uuid4())
    body = b'<?xml version="1.0"?>\n' + xml.tostring(root)
    if shape:
        read_back(service, shape, body, result)
    return body


def _write(shape, value, element):
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                child = xml.SubElement(element, member.serialization.get("name", name))
                _write(member, value[name], child)
    elif shape.type_name == "list":
        for item in value:
            _write(shape.member, item, xml.SubElement(element, shape.member.serialization.get("name", "member")))
    elif shape.type_name == "boolean":
        element.text = "true" if value else "false"
    elif shape.type_name == "timestamp":
        element.text = value.strftime("%Y-%m-%dT%H:%M:%SZ")
    else:
        element.text = str(value)


def read_back(service, shape, body, result):
    parser = botocore.parsers.create_parser(service.protocol)
    parsed = parser.parse({"body": body, "headers": {}, "status_code": 200}, shape)
    parsed.pop("ResponseMetadata", None)
    if _plain(parsed) != _plain(result):
        raise AssertionError(f"botocore reads {parsed} where {result} was meant")


def _plain(value):
    """Without what AWS's XML cannot tell apart: nothing and empty; times only by the second."""
    if isinstance(value, dict):
        plain = {name: _plain(item) for name, item in value.items()}
        return {name: item for name, item in plain.items() if item not in (None, [], {}, "")}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    return value


def write_query_fault(service, code, message, status):
    root = xml.Element("ErrorResponse", xmlns=service.model.metadata["xmlNamespace"])
    error = xml.SubElement(root, "Error")
    xml.SubElement(error, "Type").text = "Sender" if status < 500 else "Receiver"
    xml.SubElement(error, "Code").text = code
    xml.SubElement(error, "Message").text = message
    xml.SubElement(root, "RequestId").text = str(uuid.uuid4())
    return xml.tostring(root)


# --- the JSON protocol ----------------------------------------------------------------------------------------------

def parse_json(service, target, body):
    prefix, _, action = target.partition(".")
    if prefix != service.model.metadata["targetPrefix"]:
        raise Fault("UnknownOperationException", f"no such target: {target}")
    operation = service.operation(action)
    params = json.loads(body)
    validate(params, operation.input_shape)
    return operation, params


def write_json(service, operation, result):
    validate(result, operation.output_shape)
    as_number = lambda value: value.timestamp() if isinstance(value, datetime.datetime) else str(value)
    body = json.dumps(result, default=as_number).encode()
    read_back(service, operation.output_shape, body, result)
    return body
