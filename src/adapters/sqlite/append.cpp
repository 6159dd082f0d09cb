#include "adapters/sqlite/idempotency.hpp"
#include "adapters/sqlite/publish_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <utility>

namespace belfry::sqlite {

Result<Published> append(WriteSession& session, const PublishCommand& command) {
  auto earlier = earlier_answer(session, command.idempotency);
  if (!earlier) {
    return fail(std::move(earlier.error()));
  }
  if (*earlier) {
    (*earlier)->suppressed = suppressions_of(session, (*earlier)->id);
    return std::move(**earlier);
  }
  Published answer{.id = command.notification->id, .accepted = 0, .replayed = false};
  std::size_t refs = 0;
  for (const UserId& user : command.users) {
    const Dealt dealt = publish_to(session, user, session.user(user), command, Membership::to_be_checked);
    refs += dealt.refs;
    if (dealt.decisions.in_app()) {
      ++answer.accepted;
    } else {
      answer.suppressed.push_back({.user = user, .reason = dealt.decisions.of(ChannelKind::in_app)});
    }
  }
  if (refs > 0) {
    add_content(session, *command.notification, refs);
  }
  keep_answer(session, command.idempotency, answer);
  return answer;
}

}  // namespace belfry::sqlite
