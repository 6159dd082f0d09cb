#include "adapters/http/method.hpp"

#include <array>
#include <utility>

namespace belfry::http {

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "OTHER";
  }
  std::unreachable();
}

Method method_from(std::string_view name) {
  constexpr std::array kKnown = {Method::get,   Method::head,    Method::post,   Method::put,
                                 Method::patch, Method::delete_, Method::options};
  for (const Method method : kKnown) {
    if (name_of(method) == name) {
      return method;
    }
  }
  return Method::other;
}

}  // namespace belfry::http
