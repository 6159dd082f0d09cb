#pragma once

#include <string_view>

namespace belfry::assets {

/// A file of a web application that travels in the binary. Everything points to what lives as long as the program.
struct Asset {
  std::string_view path;        ///< within its folder, no slash in front: `assets/index-4f2a.js`
  std::string_view media_type;  ///< with the charset where it is text
  std::string_view bytes;
  std::string_view gzip;       ///< the same compressed (RFC 1952); empty where that is not smaller
  std::string_view etag;       ///< of `bytes`: strong, quoted, the same for the same content
  std::string_view gzip_etag;  ///< of `gzip`: another, as it names other bytes (RFC 9110 section 8.8.3.3)
};

}  // namespace belfry::assets
