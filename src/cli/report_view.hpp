#pragma once

#include "cli/table.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace belfry::cli {

/// What a delivery report (docs/protocol.md, "Why a user did not get it") is of:
/// `01a1… upload_complete, to a channel; 12 subscribers wait`.
std::string report_title(const boost::json::object& report);

/// An empty table for the users of a report.
Table report_table();

/// A user's decisions as a row, and each connection as a note below it. Takes an entry of any shape; whatever it
/// holds, the row steers no terminal.
void add_delivery(Table& table, const boost::json::object& user);

}  // namespace belfry::cli
