#include "cli/bench/job_requests.hpp"

#include <fmt/format.h>

#include <charconv>

namespace belfry::cli::bench {
namespace {

constexpr std::string_view kId = "\"jobId\":\"";
constexpr std::string_view kUpdate = "{\"type\":\"progress_update\"";
constexpr std::string_view kReport = "\"message\":\"report ";

std::string post(std::string_view path, std::string_view host, std::string_view key, std::string_view body) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      path, host, key, body.size(), body);
}

}  // namespace

std::string stage_name(std::uint64_t number) { return fmt::format("stage-{}", number % kBenchStages); }

std::string create_job_request(std::string_view host, std::string_view key, std::string_view user) {
  std::string stages;
  for (std::size_t i = 0; i < kBenchStages; ++i) {
    stages += fmt::format(R"({}{{"name":"{}"}})", i == 0 ? "" : ",", stage_name(i));
  }
  return post("/jobs", host, key,
              fmt::format(R"({{"userId":"{}","kind":"bench","title":"bench","stages":[{}]}})", user, stages));
}

std::string report_request(std::string_view host, std::string_view key, std::string_view job,
                           const JobReportText& report) {
  const std::string stage = report.stage ? fmt::format(R"("stage":"{}",)", stage_name(*report.stage)) : "";
  return post(fmt::format("/jobs/{}/progress", job), host, key,
              fmt::format(R"({{{}"message":"report {}","progress":{:.3f},"currentRow":{}}})", stage, report.sequence,
                          report.progress, report.row));
}

std::string job_id_of(std::string_view body) {
  const std::size_t at = body.find(kId);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = body.substr(at + kId.size());
  const std::size_t end = rest.find('"');
  return end == std::string_view::npos ? std::string() : std::string(rest.substr(0, end));
}

std::optional<std::uint64_t> report_of(std::string_view message) {
  const std::size_t at = message.find(kReport);
  if (!message.starts_with(kUpdate) || at == std::string_view::npos) {
    return std::nullopt;
  }
  std::uint64_t sequence = 0;
  const auto parsed = std::from_chars(message.data() + at + kReport.size(), message.data() + message.size(), sequence);
  return parsed.ec == std::errc() ? std::optional(sequence) : std::nullopt;
}

}  // namespace belfry::cli::bench
