"""deploy/prometheus against Prometheus's own checker and against the names that the server really has."""

import re
from pathlib import Path

import pytest
import yaml

from support.metric_names import check_expression
from support.promtool import promtool

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "deploy" / "prometheus" / "belfry.rules.yml"
ALERTS = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def test_prometheus_accepts_the_rules():
    assert f"{len(ALERTS)} rules found" in promtool("check", "rules", RULES)


def test_prometheus_accepts_the_scrape_configuration():
    promtool("check", "config", RULES.with_name("prometheus.yml"))


def test_each_alert_fires_when_it_is_due_and_not_before():
    promtool("test", "rules", Path(__file__).with_name("belfry.rules.test.yml"))


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_what_the_server_tells(rule, metrics):
    check_expression(rule["expr"], metrics)


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_has_rule_tests_that_expect_it(rule):
    tests = yaml.safe_load(Path(__file__).with_name("belfry.rules.test.yml").read_text())["tests"]
    cases = [case for test in tests for case in test["alert_rule_test"] if case["alertname"] == rule["alert"]]
    assert any(case["exp_alerts"] for case in cases), "no test in which it fires"


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_to_do(rule):
    assert rule["labels"]["severity"] in ("critical", "warning")
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert page == "docs/operations.md" and anchor == rule["alert"].lower()
    assert re.search(rf"^#+ {rule['alert']}$", OPERATIONS, re.M), f"docs/operations.md has no {rule['alert']}"
