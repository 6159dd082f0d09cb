#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry {

/// The types every server knows (product 2.1).
inline constexpr std::array<std::string_view, 14> kBuiltInTypes = {
    "upload_started", "upload_complete", "upload_failed",       "processing_complete",  "processing_failed",
    "new_follower",   "new_like",        "new_comment",         "moc_published",        "moc_featured",
    "quota_warning",  "quota_exceeded",  "system_announcement", "maintenance_scheduled"};

/// What may be published here: the built-in types and those of the configuration.
class NotificationTypes {
 public:
  NotificationTypes() = default;
  explicit NotificationTypes(std::vector<std::string> extra) : extra_(std::move(extra)) {}

  bool contains(std::string_view type) const {
    return std::ranges::find(kBuiltInTypes, type) != kBuiltInTypes.end() ||
           std::ranges::find(extra_, type) != extra_.end();
  }

  /// All of them, the built-in ones first.
  std::vector<std::string> names() const {
    std::vector<std::string> all(kBuiltInTypes.begin(), kBuiltInTypes.end());
    all.insert(all.end(), extra_.begin(), extra_.end());
    return all;
  }

 private:
  std::vector<std::string> extra_;
};

/// The types that no preference can switch off (product 2.7).
class MandatoryTypes {
 public:
  MandatoryTypes() = default;
  explicit MandatoryTypes(std::vector<std::string> names) : names_(std::move(names)) {}

  bool contains(std::string_view type) const { return std::ranges::find(names_, type) != names_.end(); }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

}  // namespace belfry
