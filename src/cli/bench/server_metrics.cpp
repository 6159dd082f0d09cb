#include "cli/bench/server_metrics.hpp"

#include "cli/bench/http_answer.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>

namespace belfry::cli::bench {
namespace {

/// The sum over all labels of one metric.
std::optional<double> sum_of(std::string_view page, std::string_view name) {
  std::optional<double> sum;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size() - 1);
    const std::string line(page.substr(0, end));
    page.remove_prefix(end + 1);
    if (line.starts_with(name) && line.size() > name.size() && (line[name.size()] == ' ' || line[name.size()] == '{')) {
      sum = sum.value_or(0) + std::strtod(line.c_str() + line.rfind(' '), nullptr);
    }
  }
  return sum;
}

Outcome<HttpAnswer> get(Target& target, std::string_view path) {
  const auto dialled = target.dial_and_wait();
  if (!dialled) {
    return refuse(dialled.error());
  }
  const std::string request =
      fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", path, target.host());
  if (::send(dialled->get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    return refuse(explain_errno(errno, target.host()));
  }
  std::string received;
  std::array<char, 16 * 1024> buffer;
  while (true) {
    if (auto answer = take_answer(received)) {
      return std::move(*answer);
    }
    const ssize_t got = ::recv(dialled->get(), buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      return refuse(fmt::format("{} gave no whole answer for {}", target.host(), path));
    }
    received.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

std::optional<ServerMetrics> parse_metrics(std::string_view page) {
  const auto cpu = sum_of(page, "process_cpu_seconds_total");
  const auto resident = sum_of(page, "process_resident_memory_bytes");
  const auto connections = sum_of(page, "belfry_connections_active");
  if (!cpu || !resident || !connections) {
    return std::nullopt;
  }
  return ServerMetrics{.cpu_seconds = *cpu, .resident_bytes = *resident, .connections = *connections};
}

Outcome<ServerMetrics> fetch_metrics(Target& target) {
  const auto answer = get(target, "/metrics");
  if (!answer) {
    return refuse(answer.error());
  }
  const auto metrics = answer->status == 200 ? parse_metrics(answer->body) : std::nullopt;
  if (!metrics) {
    return refuse(
        fmt::format("{} has no Belfry metrics at /metrics (status {}): with server.internal_listen set, name "
                    "that address in --url",
                    target.host(), answer->status));
  }
  return *metrics;
}

Outcome<CpuMeter> CpuMeter::start(Target& target) {
  const auto now = fetch_metrics(target);
  if (!now) {
    return refuse(now.error());
  }
  return CpuMeter(now->cpu_seconds);
}

Outcome<double> CpuMeter::micros(Target& target) const {
  const auto now = fetch_metrics(target);
  const auto again = now ? fetch_metrics(target) : now;
  if (!again) {
    return refuse(again.error());
  }
  const double look = again->cpu_seconds - now->cpu_seconds;
  return (now->cpu_seconds - start_seconds_ - look) * 1e6;
}

}  // namespace belfry::cli::bench
