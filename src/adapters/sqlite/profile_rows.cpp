#include "adapters/sqlite/profile_rows.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kChannels = R"(
  SELECT channel FROM subscriptions INDEXED BY subscriptions_by_user WHERE user_no = ?1 ORDER BY channel)";

}  // namespace

std::vector<std::string> read_channels(Database& database, std::int64_t user_no) {
  std::vector<std::string> channels;
  Query rows(database, kChannels, user_no);
  while (rows.next()) {
    channels.push_back(rows.text(0));
  }
  return channels;
}

UserProfile read_profile(Database& database, const ReadHead& head) {
  return {.preferences = head.preferences, .channels = read_channels(database, head.no)};
}

}  // namespace belfry::sqlite
