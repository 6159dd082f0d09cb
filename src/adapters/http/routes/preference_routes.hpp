#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "domain/notification_types.hpp"
#include "ports/preference_store.hpp"

namespace belfry::http {

/// `GET` and `PATCH /notifications/preferences` for users (product 2.7). Outlives the server that routes to it.
class PreferenceRoutes {
 public:
  PreferenceRoutes(RequestAuth& auth, PreferenceStore& store, const NotificationTypes& types, MandatoryTypes mandatory)
      : auth_(auth), store_(store), types_(types), mandatory_(std::move(mandatory)) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> read(UserId user, const Request& request);
  Task<Result<Response>> patch(UserId user, const Request& request);
  Response answer(const StoredPreferences& stored) const;

  RequestAuth& auth_;
  PreferenceStore& store_;
  const NotificationTypes& types_;
  const MandatoryTypes mandatory_;
};

}  // namespace belfry::http
