#pragma once

#include "cli/table.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

/// Jobs as the HTTP API tells them (docs/protocol.md, "Jobs"), for people. Takes jobs of any shape; whatever they hold,
/// the lines steer no terminal.
namespace belfry::cli {

/// An empty table for jobs.
Table job_table();
void add_job(Table& table, const boost::json::object& job);

/// `job_20261121_x  running  42.5 %  ~12 s left`: a job, or what a report is answered with.
std::string job_standing(const boost::json::object& job);

/// Everything that is known of one; the first line is how it stands.
std::vector<std::string> job_record(const boost::json::object& job);

}  // namespace belfry::cli
