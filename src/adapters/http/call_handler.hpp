#pragma once

#include "adapters/http/plan.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/upgrade.hpp"
#include "base/task.hpp"

#include <memory>
#include <optional>
#include <string>

namespace belfry::http {

/// What the route's handler answers. One that throws is logged as `http:error` and answered 500.
Task<Response> call_handler(const Route& route, Request request);
Task<UpgradeOutcome> call_upgrade_handler(UpgradeHandler& handler, Request request, UpgradeOffer offer);

/// Sees to it that exactly one of `accepted` and `abandoned` is called, even when the coroutine is destroyed waiting.
class PendingAdoption {
 public:
  explicit PendingAdoption(std::unique_ptr<Adoption> adoption) : adoption_(std::move(adoption)) {}
  ~PendingAdoption() {
    if (adoption_ != nullptr) {
      adoption_->abandoned();
    }
  }
  PendingAdoption(const PendingAdoption&) = delete;
  PendingAdoption& operator=(const PendingAdoption&) = delete;

  void accept(push::Upgraded upgraded) {
    const std::unique_ptr<Adoption> adoption = std::move(adoption_);
    adoption->accepted(std::move(upgraded));
  }

 private:
  std::unique_ptr<Adoption> adoption_;
};

/// The 101 of RFC 6455 section 4.2.2 to this handshake.
std::string switching_protocols(const Plan::Handshake& handshake, const std::optional<std::string>& subprotocol,
                                const Request& request);

}  // namespace belfry::http
