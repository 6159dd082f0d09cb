#pragma once

#include "domain/publish_rules.hpp"
#include "domain/text_rules.hpp"
#include "json/rule.hpp"

/// What the members of a notification keep in the bodies that bring one (domain/publish_rules.hpp), in the form that
/// schemas are made of.
namespace belfry::wire {

inline constexpr json::Rule kTitleRule{.member = "title", .characters = {{1, limits::kTitleCharacters}}};
inline constexpr json::Rule kBodyRule{.member = "body", .characters = {{0, limits::kBodyCharacters}}};
inline constexpr json::Rule kIconRule{.member = "icon", .characters = {{0, limits::kIconCharacters}}};
inline constexpr json::Rule kActionUrlRule{.member = "action_url",
                                           .characters = {{0, limits::kActionUrlCharacters}},
                                           .matches = is_action_url,
                                           .pattern = "^([Hh][Tt][Tt][Pp][Ss]?://[^ ]+|/([^/\\\\ ][^ ]*)?)$"};

}  // namespace belfry::wire
