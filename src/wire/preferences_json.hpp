#pragma once

#include "base/result.hpp"
#include "domain/notification_types.hpp"
#include "domain/preferences.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Preferences over HTTP and in databases (docs/protocol.md, "Preferences").
namespace belfry::wire {

/// `{inAppEnabled, emailEnabled, pushEnabled, preferences: {<type>: {inApp?, email?, push?}}, mandatory, quietHours?}`.
std::string preferences_body(const Preferences& preferences, const MandatoryTypes& mandatory);

/// The merge patch (RFC 7396) of `PATCH /notifications/preferences`. `invalid_message` when it is not JSON; else
/// `validation_failed` with every fault: `type`, `unknown_member`, `unknown_type`, `mandatory` where a mandatory type
/// would be switched off, `read_only` for the list of those, `time_zone`, `pattern`, `required`, `too_few`,
/// `too_many`. A null takes away what was said, of a type that is no longer known too; quiet hours can only be taken
/// away whole.
Result<PreferencesPatch> read_preferences_patch(std::string_view body, const NotificationTypes& types,
                                                const MandatoryTypes& mandatory);

/// What a database keeps: the body above without `mandatory`.
std::string preferences_text(const Preferences& preferences);

/// Nothing for text that was not made by `preferences_text`. Types that are no longer known stay; quiet hours in a zone
/// that the system has no more are dropped.
std::optional<Preferences> parse_preferences_text(std::string_view text);

/// JSON Schemas (2020-12) of the answer and of the patch.
boost::json::object preferences_body_schema();
boost::json::object preferences_patch_schema();

}  // namespace belfry::wire
