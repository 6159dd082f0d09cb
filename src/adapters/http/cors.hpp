#pragma once

#include "adapters/http/method.hpp"
#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "ports/origin_rule.hpp"

#include <string>
#include <vector>

namespace belfry::http {

/// Lets the page of an allowed origin read the answer. Every answer says that it depends on the origin.
void add_cors(Response& response, const std::string& origin, const OriginRule& origins);

bool is_preflight(const Request& request);
/// 204 with what the route allows; a page of another origin gets no permission, which is how a browser is refused.
Response preflight_answer(const std::string& origin, const std::vector<Method>& methods, const OriginRule& origins);

/// `GET, HEAD, POST`: the value of Allow; HEAD comes with GET, OPTIONS is always there.
std::string allow_list(const std::vector<Method>& methods);

}  // namespace belfry::http
