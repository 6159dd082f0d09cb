"""deploy/grafana/belfry.json: what Grafana needs to show it, and the names that the server really has."""

import json
from pathlib import Path

import pytest

from support.metric_names import check_expression, family_of
from support.promql import selected

DASHBOARD = json.loads((Path(__file__).resolve().parents[2] / "deploy" / "grafana" / "belfry.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
EXPRESSIONS = [target["expr"] for panel in PANELS for target in panel["targets"]]


def without_variables(expression):
    return expression.replace("$__rate_interval", "5m")


def test_it_can_be_found_and_pointed_at_any_prometheus():
    assert DASHBOARD["uid"] == "belfry" and DASHBOARD["title"] == "Belfry"
    assert [v["name"] for v in DASHBOARD["templating"]["list"]] == ["datasource", "job", "instance"]
    sources = [panel["datasource"] for panel in PANELS] + [t["datasource"] for p in PANELS for t in p["targets"]]
    assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in sources)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_has_a_unit_an_explanation_and_asks_only_for_what_there_is(panel, metrics):
    unit = panel["fieldConfig"]["defaults"].get("unit") or panel["options"]["yAxis"]["unit"]
    assert unit and panel["description"]
    for target in panel["targets"]:
        expression = without_variables(target["expr"])
        assert 'job="$job"' in expression and 'instance=~"$instance"' in expression
        check_expression(expression, metrics)


def test_every_metric_of_the_server_has_its_place(metrics):
    shown = {family_of(name, metrics) for e in EXPRESSIONS for name, _ in selected(without_variables(e))}
    assert set(metrics.families) - shown == {"belfry_build_info"}


def test_no_two_panels_lie_on_each_other():
    taken = {}
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                assert taken.setdefault((x, y), panel["title"]) == panel["title"]
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
