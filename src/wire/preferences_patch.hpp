#pragma once

#include "domain/notification_types.hpp"
#include "domain/preferences.hpp"
#include "json/read_context.hpp"

#include <boost/json/value.hpp>

#include <string_view>
#include <variant>

namespace belfry::wire {

/// Reads preferences as a merge patch (RFC 7396), with every fault into the context. What a database keeps is read as
/// a patch of the default.
class PatchReader {
 public:
  /// From a client: held to the types that there are.
  struct Client {
    const NotificationTypes& types;
    const MandatoryTypes& mandatory;
  };
  /// From a database: the types and zones of its day.
  struct Kept {};
  using Source = std::variant<Client, Kept>;

  PatchReader(json::ReadContext& context, Source source) : context_(context), source_(source) {}

  PreferencesPatch read(const boost::json::value& value);

 private:
  using Kinds = PerKind<Patch<bool>>;

  void read_member(std::string_view name, const boost::json::value& value, PreferencesPatch& patch);
  void read_types(const boost::json::value& value, PreferencesPatch& patch);
  void read_type(std::string_view type, const boost::json::value& value, PreferencesPatch& patch);
  Kinds read_kinds(std::string_view type, const boost::json::object& members);
  void read_quiet_hours(const boost::json::value& value, PreferencesPatch& patch);
  void read_zone(const boost::json::value& value, QuietHoursPatch& hours);
  void read_periods(const boost::json::value& value, QuietHoursPatch& hours);
  Patch<bool> read_switch(const boost::json::value& value);
  void unknown_member() { context_.fault("unknown_member", "is not known"); }

  const Client* client() const { return std::get_if<Client>(&source_); }

  json::ReadContext& context_;
  Source source_;
};

}  // namespace belfry::wire
