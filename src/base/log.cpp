#include "base/log.hpp"

#include "base/iso8601.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <iterator>

namespace belfry::log {
namespace {

std::atomic<Level> threshold{Level::info};
std::atomic<Format> output_format{Format::text};

std::string_view label(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
    case Level::off: return "off";
  }
  return "off";
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append_escaped(out, text);
  out += '"';
}

struct AppendValue {
  std::string& out;
  void operator()(std::string_view text) const { append_quoted(out, text); }
  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
  void operator()(double number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
  void operator()(bool flag) const { out += flag ? "true" : "false"; }
};

std::string now_text() {
  return format_iso8601(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

spdlog::logger& sink() {
  static const auto logger = [] {
    auto made = spdlog::stderr_logger_mt("belfry");
    made->set_pattern("%v");
    made->set_level(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

}  // namespace

void configure(Level level, Format format) {
  threshold = level;
  output_format = format;
  sink();
}

bool enabled(Level level) { return level >= threshold.load(std::memory_order_relaxed) && level != Level::off; }

std::string render(Level level, Format format, std::string_view time, std::string_view event, Fields fields) {
  std::string line;
  line.reserve(160);
  if (format == Format::json) {
    fmt::format_to(std::back_inserter(line), R"({{"time":"{}","level":"{}","event":)", time, label(level));
    append_quoted(line, event);
    for (const Field& field : fields) {
      line += ',';
      append_quoted(line, field.name);
      line += ':';
      std::visit(AppendValue{line}, field.value);
    }
    line += '}';
    return line;
  }
  fmt::format_to(std::back_inserter(line), "{} {:<7} {}", time, label(level), event);
  for (const Field& field : fields) {
    line += ' ';
    line += field.name;
    line += '=';
    std::visit(AppendValue{line}, field.value);
  }
  return line;
}

void write(Level level, std::string_view event, Fields fields) {
  if (!enabled(level)) {
    return;
  }
  sink().log(spdlog::level::info, render(level, output_format, now_text(), event, fields));
}

}  // namespace belfry::log
