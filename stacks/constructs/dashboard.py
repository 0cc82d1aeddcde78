"""The dashboard in the cloud, from the same charts that `lifeos ops` draws."""

from __future__ import annotations

import cdk_monitoring_constructs as monitoring
from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from functions.catalogue import CATALOGUE
from operations.alarms import PARKED_QUEUE
from operations.charts import CHARTS, PERIOD_S, Chart, Ratio, Series
from stacks.constructs.resources import Resources
from stacks.profile import Profile

# Asked of the log when somebody looks: a person is never a dimension of a metric.
TOP_PERSONS = [
    "filter ispresent(person)",
    "stats count(*) as calls, sum(duration_ms) as took_ms by person",
    "sort took_ms desc",
    "limit 20",
]


class Dashboard(Construct):
    """One dashboard: charts by their definition, and who sends most."""

    def __init__(self, scope: Construct, id_: str, *, profile: Profile, has: Resources) -> None:
        super().__init__(scope, id_)
        self._profile, self._has = profile, has
        facade = monitoring.MonitoringFacade(
            self,
            "Monitoring",
            alarm_factory_defaults=monitoring.AlarmFactoryDefaults(
                actions_enabled=False, alarm_name_prefix=profile.prefix
            ),
            metric_factory_defaults=monitoring.MetricFactoryDefaults(
                namespace="LifeOS", period=Duration.seconds(PERIOD_S)
            ),
            dashboard_factory=monitoring.DefaultDashboardFactory(
                self, "Factory", dashboard_name_prefix=f"{profile.prefix}-Hub"
            ),
        )
        facade.add_large_header("LifeOS Hub")
        facade.monitor_custom(
            human_readable_name="Hub",
            alarm_friendly_name="hub",
            metric_groups=[self._group(chart) for chart in CHARTS],
        )
        facade.add_widget(_top_persons(profile), add_to_alarm=False, add_to_summary=False)

    def _group(self, chart: Chart) -> monitoring.CustomMetricGroup:
        return monitoring.CustomMetricGroup(
            title=chart.title,
            metrics=[
                *(self._line(series) for series in chart.series),
                *(self._ratio(ratio) for ratio in chart.ratios),
            ],
            graph_widget_axis=cloudwatch.YAxisProps(label=chart.unit, min=0, show_units=False),
        )

    def _line(self, series: Series) -> cloudwatch.Metric | cloudwatch.MathExpression:
        if not series.each:
            return self._metric(series)
        found = f'{{{series.namespace},{series.each}}} MetricName="{series.metric}"'
        return cloudwatch.MathExpression(
            expression=f"SEARCH('{found}', '{series.statistic}', {PERIOD_S})",
            label=series.label,
            period=Duration.seconds(PERIOD_S),
        )

    def _ratio(self, ratio: Ratio) -> cloudwatch.MathExpression:
        above = {f"a{at}": self._metric(one) for at, one in enumerate(ratio.of)}
        below = {f"b{at}": self._metric(one) for at, one in enumerate(ratio.over)}
        sums = [" + ".join(f"FILL({name}, 0)" for name in part) for part in (above, below)]
        return cloudwatch.MathExpression(
            expression=f"({sums[0]}) / ({sums[1]})",
            using_metrics={**above, **below},
            label=ratio.label,
            period=Duration.seconds(PERIOD_S),
        )

    def _metric(self, series: Series) -> cloudwatch.Metric:
        parked = self._has.parked
        names = {PARKED_QUEUE: parked.queue_name if parked else ""}
        dimensions = {
            name: names.get(value, value.replace("{prefix}", self._profile.prefix))
            for name, value in series.dimensions
        }
        if series.namespace == "AWS/RDS":
            dimensions["DBClusterIdentifier"] = self._has.cluster_name
        return cloudwatch.Metric(
            namespace=series.namespace,
            metric_name=series.metric,
            dimensions_map=dimensions,
            statistic=series.statistic,
            label=series.label,
            period=Duration.seconds(PERIOD_S),
        )


def _top_persons(profile: Profile) -> cloudwatch.LogQueryWidget:
    return cloudwatch.LogQueryWidget(
        title="Persons by time used",
        log_group_names=[f"/aws/lambda/{profile.prefix}-{one.name}" for one in CATALOGUE],
        query_lines=TOP_PERSONS,
        width=24,
        height=6,
    )
