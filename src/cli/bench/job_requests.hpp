#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::cli::bench {

inline constexpr std::size_t kBenchStages = 100;

/// The stages of our jobs, from 0; the one after the last is the first again.
std::string stage_name(std::uint64_t number);

/// One report of a worker.
struct JobReportText {
  std::uint64_t sequence = 0;  ///< travels in the message, so that a watcher knows which report it sees
  std::uint64_t row = 0;
  double progress = 0;                                ///< of the whole job, 0 .. 100
  std::optional<std::uint64_t> stage = std::nullopt;  ///< named when the report begins one
};

std::string create_job_request(std::string_view host, std::string_view key, std::string_view user);
std::string report_request(std::string_view host, std::string_view key, std::string_view job,
                           const JobReportText& report);

/// Of the answer to a created job; empty when there is none.
std::string job_id_of(std::string_view body);
/// The report that an update tells of; nothing in another message, and in an update before the first report.
std::optional<std::uint64_t> report_of(std::string_view message);

}  // namespace belfry::cli::bench
