#pragma once

#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"

#include <functional>
#include <string>

namespace belfry::http {

/// A route's own work, once it is known who calls. The request lives until the task is done; an error becomes the
/// problem that the caller sees.
using UserWork = std::function<Task<Result<Response>>(UserId user, const Request& request)>;
using IdentityWork = std::function<Task<Result<Response>>(Identity caller, const Request& request)>;
using ServiceWork = std::function<Task<Result<Response>>(std::string caller, const Request& request)>;

/// A handler that lets signed-in users through. `auth` outlives the server.
Handler for_user(RequestAuth& auth, UserWork work);
/// The same for work that needs more of the token than the user's id.
Handler for_identity(RequestAuth& auth, IdentityWork work);
/// A handler that lets services with the scope through.
Handler for_service(RequestAuth& auth, Scope scope, ServiceWork work);

}  // namespace belfry::http
