import { expect, test } from "vitest";
import { parseMetrics, sumOf } from "../src/pages/admin/metrics.js";
import { countsOf, ratesOf } from "../src/pages/admin/rates.js";

const exposition = `# HELP belfry_connections_active Sockets that are open.
# TYPE belfry_connections_active gauge
belfry_connections_active{dialect="notifications"} 3
belfry_connections_active{dialect="jobs"} 2 1795264907000
belfry_messages_delivered_total{dialect="jobs"} 1.5e3
belfry_messages_failed_total{dialect="jobs",reason="no_ack"} 4
belfry_messages_failed_total{dialect="jobs",reason="slow_consumer",} 1
belfry_notifications_published_total{type="new_like"} 7
belfry_delivery_latency_seconds_bucket{le="+Inf"} +Inf
`;

test("values are summed over the labels that are not asked for", () => {
  const samples = parseMetrics(exposition);
  expect(sumOf(samples, "belfry_connections_active")).toBe(5);
  expect(sumOf(samples, "belfry_messages_failed_total", { reason: "no_ack" })).toBe(4);
  expect(sumOf(samples, "belfry_messages_delivered_total")).toBe(1500);
  expect(sumOf(samples, "never_heard_of")).toBeUndefined();
});

test("labels may hold quotes, backslashes, braces and line ends", () => {
  const [sample] = parseMetrics('a{x="say \\"hi\\" \\\\ }",y="b\\nc"} 1');
  expect(sample?.labels).toEqual({ x: 'say "hi" \\ }', y: "b\nc" });
});

test.each(["<h1>Welcome to nginx</h1>", "a{x=1} 2", "a{x=\"1} 2", "a one", "{} 1", ""])("%j is no sample", (line) => {
  expect(parseMetrics(line)).toEqual([]);
});

test("metrics of something else are no counts", () => {
  expect(countsOf(parseMetrics("go_goroutines 7"), 0)).toBeUndefined();
});

test("rates are what was counted per second, and a restart counts from zero", () => {
  const before = countsOf(parseMetrics(exposition), 1000);
  const now = countsOf(parseMetrics(exposition.replace("1.5e3", "1600").replace('"new_like"} 7', '"new_like"} 4')), 3000);
  if (!before || !now) throw new Error("the exposition has all counters");
  expect(ratesOf(before, now)).toEqual({ connections: 5, delivered: 50, published: 2, failed: 0 });
});

test("two looks at the same moment give no infinite rate", () => {
  const counts = countsOf(parseMetrics(exposition), 1000);
  if (!counts) throw new Error("the exposition has all counters");
  expect(ratesOf(counts, { ...counts, delivered: 9999 }).delivered).toBe(0);
});
