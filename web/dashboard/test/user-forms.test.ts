import { expect, test } from "vitest";
import { channelProblem } from "../src/channels/channel-problem.js";
import { publishCommand } from "../src/pages/home/publish-command.js";
import { matches, noFilter, queryOfFilter } from "../src/pages/history/history-filter.js";
import { draftsOf, nightDraft, periodOf, periodProblem } from "../src/pages/preferences/quiet-hours.js";
import { rowsOf } from "../src/pages/preferences/type-rows.js";
import { fileProblem, largestFile } from "../src/pages/upload/file-problem.js";
import { mostSampleRows, rowsProblem, sampleCsv } from "../src/pages/upload/sample-csv.js";
import { serverUrl } from "../src/http/server-url.js";

test.each(["News", "-news", "a b", "x".repeat(65)])("%s is no channel", (name) => {
  expect(channelProblem(name)).toEqual(expect.any(String));
});

test.each(["news", "user:ada:orders", "a.b-c_d", "x".repeat(64)])("%s is a channel", (name) => {
  expect(channelProblem(name)).toBeUndefined();
});

test("a filter asks the server for what it shows, and for no more", () => {
  expect(queryOfFilter(noFilter)).toEqual({});
  const filter = { unread: true, type: "new_like", channel: "news" };
  expect(queryOfFilter(filter)).toEqual(filter);
  const item = { id: "1", rev: 1, type: "new_like", title: "Hello", channel: "news", createdAt: 0 };
  expect(matches(item, filter)).toBe(true);
  expect(matches({ ...item, readAt: 1 }, filter)).toBe(false);
  expect(matches({ ...item, channel: "other" }, filter)).toBe(false);
  expect(matches({ ...item, type: "new_comment" }, filter)).toBe(false);
});

test("a stretch of quiet hours needs days and two different times", () => {
  const night = nightDraft(0);
  expect(periodProblem(night)).toBeUndefined();
  expect(periodProblem({ ...night, days: [] })).toMatch(/day/);
  expect(periodProblem({ ...night, to: "" })).toMatch(/both/);
  expect(periodProblem({ ...night, to: night.from })).toMatch(/different/);
});

test("days are sent in the order of the week, however they were chosen", () => {
  expect(periodOf({ ...nightDraft(0), days: ["sun", "mon"] }).days).toEqual(["mon", "sun"]);
});

test("stretches go into the form and out again unchanged", () => {
  const periods = [{ days: ["mon", "fri"], from: "22:00", to: "07:00" }];
  expect(draftsOf({ timeZone: "Europe/Berlin", periods }).map(periodOf)).toEqual(periods);
});

test("types of the configuration have rows of their own", () => {
  const rows = rowsOf(["new_like", "order_shipped"], [{ type: "new_like", label: "Likes", group: "People" }]);
  expect(rows.map(({ label }) => label)).toEqual(["Likes", "Order shipped"]);
});

test.each([
  ["notes.txt", 7, /CSV/],
  ["empty.csv", 0, /empty/],
  ["large.csv", largestFile + 1, /at most 16 MB/],
])("%s of %d bytes is not sent", (name, size, words) => {
  expect(fileProblem({ name, size })).toMatch(words);
});

test("a sample has so many rows, and the largest one fits into an upload", () => {
  const lines = sampleCsv(3).trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^P-000001,".*, .* mm",\d+,\d+\.\d\d$/);
  expect(sampleCsv(mostSampleRows).length).toBeLessThan(largestFile);
});

test.each(["", "0", "-1", "1.5", "many", String(mostSampleRows + 1)])("%j is no number of rows", (rows) => {
  expect(rowsProblem(rows)).toEqual(expect.any(String));
});

test("a user's name cannot end the quotes of the command", () => {
  expect(publishCommand("http://h", "o'brien; rm -rf /")).toContain("o'\\''brien; rm -rf /");
});

test("the address of a socket is the server's", () => {
  expect(serverUrl(undefined, "https://page.test")).toBe("https://page.test");
  expect(serverUrl("", "https://page.test")).toBe("https://page.test");
  expect(serverUrl("wss://push.test/prefix/", "https://page.test")).toBe("https://push.test/prefix");
  expect(serverUrl("ws://push.test:8080", "https://page.test")).toBe("http://push.test:8080");
});
