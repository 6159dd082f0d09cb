#pragma once

#include <string_view>

namespace belfry {

/// Which web pages may open sockets and call the HTTP API. Any thread.
class OriginRule {
 public:
  virtual ~OriginRule() = default;
  /// `origin` is the Origin header; empty when there was none, which only programs other than browsers send.
  virtual bool allows(std::string_view origin) const = 0;
};

}  // namespace belfry
