"""Receives what OpenTelemetry and a push gateway receive, reads it with their own libraries, and prints it."""

import http.server
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families


def value(any_value):
    return getattr(any_value, any_value.WhichOneof("value"))


def traces(body):
    message = json_format.Parse(body, ExportTraceServiceRequest())
    for resource in message.resource_spans:
        print("otlp:", {a.key: value(a.value) for a in resource.resource.attributes}["service.name"])
        for scope in resource.scope_spans:
            names = {span.span_id: span.name for span in scope.spans}
            traces = {span.trace_id for span in scope.spans}
            for span in scope.spans:
                attributes = {a.key: value(a.value) for a in span.attributes}
                status = attributes.get("http.response.status_code", "")
                assert span.end_time_unix_nano >= span.start_time_unix_nano > 0
                print("otlp:", span.name, "in", names.get(span.parent_span_id, "nothing"), status, span.status.message,
                      [e.attributes[2].value.string_value for e in span.events])
            print("otlp: traces", len(traces))


def metrics(body):
    message = json_format.Parse(body, ExportMetricsServiceRequest())
    for resource in message.resource_metrics:
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                for point in metric.histogram.data_points:
                    assert sum(point.bucket_counts) == point.count
                    assert len(point.bucket_counts) == len(point.explicit_bounds) + 1
                    method = {a.key: value(a.value) for a in point.attributes}["http.request.method"]
                    print("otlp:", metric.name, metric.unit, method, point.count)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/json"
        {"/v1/traces": traces, "/v1/metrics": metrics}[self.path](body)
        self.answer()

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        print("gateway:", self.path, len(list(text_string_to_metric_families(body))), "families")
        self.answer()

    def answer(self):
        sys.stdout.flush()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w") as file:
    print(server.server_port, file=file)
server.serve_forever()
