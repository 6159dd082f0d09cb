#pragma once

#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "ports/importer.hpp"

namespace belfry::http {

/// `POST /dev/import?fileName=`, a parts list as `text/csv` → 202 `{fileName, bytes}`: a job of the signed-in user to
/// look at. Added only by `--dev`. Outlives the server that routes to it.
class ImportRoutes {
 public:
  ImportRoutes(RequestAuth& auth, Importer& importer) : auth_(auth), importer_(importer) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> import_file(UserId user, const Request& request);

  RequestAuth& auth_;
  Importer& importer_;
};

}  // namespace belfry::http
