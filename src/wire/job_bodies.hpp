#pragma once

#include "base/result.hpp"
#include "domain/job_machine.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

/// What services say of jobs (docs/protocol.md, "Jobs"). Every reader answers `invalid_message` for what is not JSON,
/// else `validation_failed` with pointers; every schema is that of the body it reads.
namespace belfry::wire {

/// The body of `POST /jobs`.
Result<NewJob> read_new_job(std::string_view body);
boost::json::object new_job_schema();

/// Of `POST /jobs/{id}/progress`. Whether it fits the job is the state machine's matter.
Result<JobReport> read_job_report(std::string_view body);
boost::json::object job_report_schema();

/// Of `.../stages/{stage}/complete` and `/jobs/{id}/complete`: `{results?}`, or nothing at all.
Result<std::optional<std::string>> read_job_results(std::string_view body);
boost::json::object job_results_schema();

/// Of `/jobs/{id}/fail`: `{error: {code, message, details?}}`.
Result<JobError> read_job_failure(std::string_view body);
boost::json::object job_failure_schema();

}  // namespace belfry::wire
