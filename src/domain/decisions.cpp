#include "domain/decisions.hpp"

namespace belfry {
namespace {

constexpr unsigned kBitsAKind = 8;
constexpr std::uint32_t kSilent = 1U << 24;

Decision by_preference(const Preferences& preferences, const TypePreference* type, ChannelKind kind) {
  if (!preferences.enabled[index_of(kind)]) {
    return Decision::disabled;
  }
  const bool allowed = type == nullptr || (*type)[index_of(kind)].value_or(true);
  return allowed ? Decision::deliver : Decision::type_disabled;
}

}  // namespace

std::uint32_t Decisions::packed() const {
  std::uint32_t number = silent ? kSilent : 0;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    number |= static_cast<std::uint32_t>(kinds[i]) << (i * kBitsAKind);
  }
  return number;
}

Decisions Decisions::unpacked(std::uint32_t number) {
  Decisions decisions;
  for (std::size_t i = 0; i < decisions.kinds.size(); ++i) {
    decisions.kinds[i] = static_cast<Decision>((number >> (i * kBitsAKind)) & 0xFFU);
  }
  decisions.silent = (number & kSilent) != 0;
  return decisions;
}

Decisions decide(const Preferences* preferences, std::string_view type, const MandatoryTypes& mandatory, Instant now) {
  Decisions decisions;
  if (preferences == nullptr || mandatory.contains(type)) {
    return decisions;
  }
  const auto found = preferences->types.find(type);
  const TypePreference* said = found == preferences->types.end() ? nullptr : &found->second;
  for (const ChannelKind kind : kChannelKinds) {
    decisions.kinds[index_of(kind)] = by_preference(*preferences, said, kind);
  }
  if (preferences->quiet_hours && preferences->quiet_hours->cover(now)) {
    decisions.silent = decisions.in_app();
    for (const ChannelKind kind : {ChannelKind::email, ChannelKind::push}) {
      Decision& decision = decisions.kinds[index_of(kind)];
      decision = decision == Decision::deliver ? Decision::quiet_hours : decision;
    }
  }
  return decisions;
}

}  // namespace belfry
