#include "push/deflate_offer.hpp"

#include "push/extension_list.hpp"

#include <algorithm>

namespace belfry::push {

namespace {

constexpr std::string_view kName = "permessage-deflate";
constexpr std::string_view kLargestWindow = "15";

/// 8 to 15, without leading zeros (RFC 7692 section 7.1.2).
bool is_window_bits(std::string_view value) {
  return value == "8" || value == "9" || (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5');
}

bool acceptable(const ExtensionParameter& parameter) {
  if (parameter.name == "server_no_context_takeover" || parameter.name == "client_no_context_takeover") {
    return !parameter.value;
  }
  if (parameter.name == "client_max_window_bits") {
    return !parameter.value || is_window_bits(*parameter.value);
  }
  return parameter.name == "server_max_window_bits" && parameter.value == kLargestWindow;
}

bool has(const std::vector<ExtensionParameter>& parameters, std::string_view name) {
  return std::ranges::find(parameters, name, &ExtensionParameter::name) != parameters.end();
}

bool comes_twice(const std::vector<ExtensionParameter>& parameters, std::string_view name) {
  return std::ranges::count(parameters, name, &ExtensionParameter::name) > 1;
}

bool acceptable(const Extension& offer) {
  return offer.name == kName && std::ranges::all_of(offer.parameters, [&](const ExtensionParameter& parameter) {
           return acceptable(parameter) && !comes_twice(offer.parameters, parameter.name);
         });
}

}  // namespace

std::optional<std::string> take_deflate_offer(const std::vector<std::string_view>& fields) {
  const auto offers = parse_extensions(fields);
  if (!offers) {
    return std::nullopt;
  }
  for (const Extension& offer : *offers) {
    if (acceptable(offer)) {
      std::string answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
      if (has(offer.parameters, "server_max_window_bits")) {
        answer.append("; server_max_window_bits=").append(kLargestWindow);
      }
      return answer;
    }
  }
  return std::nullopt;
}

}  // namespace belfry::push
