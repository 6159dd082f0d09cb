#include "domain/publish_rules.hpp"

#include "base/utf8.hpp"
#include "domain/text_rules.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

namespace belfry {
namespace {

/// One text member under examination: the first fault is the only one told.
class TextCheck {
 public:
  TextCheck(std::string_view text, std::string_view pointer, std::vector<FieldError>& faults)
      : text_(text), pointer_(pointer), faults_(faults), characters_(count_characters(text)) {
    require(characters_.has_value(), "utf8", "must be valid UTF-8");
    require(is_plain_text(text), "control_character", "must hold no control characters but tab and newline");
  }

  TextCheck& not_empty() {
    require(!text_.empty(), "too_short", "must not be empty");
    return *this;
  }
  TextCheck& at_most_bytes(std::size_t limit) {
    require(text_.size() <= limit, "too_long", fmt::format("at most {} bytes", limit));
    return *this;
  }
  TextCheck& at_most_characters(std::size_t limit) {
    require(characters_.value_or(0) <= limit, "too_long", fmt::format("at most {} characters", limit));
    return *this;
  }
  TextCheck& is(bool holds, std::string_view code, std::string detail) {
    require(holds, code, std::move(detail));
    return *this;
  }

 private:
  void require(bool holds, std::string_view code, std::string detail) {
    if (!holds && !failed_) {
      failed_ = true;
      faults_.push_back({.pointer = std::string(pointer_), .code = std::string(code), .detail = std::move(detail)});
    }
  }

  std::string_view text_;
  std::string_view pointer_;
  std::vector<FieldError>& faults_;
  std::optional<std::size_t> characters_;
  bool failed_ = false;
};

void check_type(const std::string& type, const NotificationTypes& types, std::vector<FieldError>& faults) {
  TextCheck(type, "/type", faults)
      .not_empty()
      .at_most_bytes(limits::kTypeBytes)
      .is(is_type_name(type), "pattern", "must be of a-z, 0-9 and _")
      .is(types.contains(type), "unknown_type", "is not a known notification type");
}

void check_title(const std::string& title, std::vector<FieldError>& faults) {
  TextCheck(title, "/title", faults).not_empty().at_most_characters(limits::kTitleCharacters);
}

void check_optional_members(const Notification& draft, Instant now, std::vector<FieldError>& faults) {
  if (draft.body) {
    TextCheck(*draft.body, "/body", faults).at_most_characters(limits::kBodyCharacters);
  }
  if (draft.icon) {
    TextCheck(*draft.icon, "/icon", faults).at_most_characters(limits::kIconCharacters);
  }
  if (draft.action_url) {
    TextCheck(*draft.action_url, "/actionUrl", faults)
        .at_most_characters(limits::kActionUrlCharacters)
        .is(is_action_url(*draft.action_url), "pattern", "must begin with https://, http:// or a single /");
  }
  if (draft.channel) {
    TextCheck(*draft.channel, "/channel", faults)
        .is(is_channel_name(*draft.channel), "pattern", "must match [a-z0-9][a-z0-9_.:-]{0,63}");
  }
  if (draft.expires_at && *draft.expires_at <= now) {
    faults.push_back({.pointer = "/expiresAt", .code = "past", .detail = "must lie in the future"});
  }
}

}  // namespace

void check_draft(const Notification& draft, const NotificationTypes& types, Instant now,
                 std::vector<FieldError>& faults) {
  check_type(draft.type, types, faults);
  check_title(draft.title, faults);
  check_optional_members(draft, now, faults);
}

void check_patch(const AnnouncementPatch& patch, Instant now, std::vector<FieldError>& faults) {
  if (patch.title) {
    check_title(*patch.title, faults);
  }
  check_optional_members(apply(patch, {}), now, faults);
}

void check_key(std::string_view key, std::string_view pointer, std::vector<FieldError>& faults) {
  TextCheck(key, pointer, faults).not_empty().at_most_characters(limits::kKeyCharacters);
}

void check_user_id(std::string_view user, std::string_view pointer, std::vector<FieldError>& faults) {
  TextCheck(user, pointer, faults).not_empty().at_most_bytes(limits::kUserIdBytes);
}

}  // namespace belfry
