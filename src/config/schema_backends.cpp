#include "config/section_of.hpp"

namespace belfry::config {

std::vector<Section> backend_sections() {
  return {
      single_table<&Config::store>(
          "store", "Where notifications are kept.",
          {{"url", "sqlite:<file>, relative to data_dir, or memory:.", slot<&StoreConfig::url>}}),
      single_table<&Config::broker>("broker", "How nodes tell each other.",
                                    {{"url", "memory: for one node.", slot<&BrokerConfig::url>}}),
      single_table<&Config::log>("log", "What is written to standard error.",
                                 {
                                     {"level", "debug, info, warning, error or off.", slot<&LogConfig::level>},
                                     {"format", "json or text.", slot<&LogConfig::format>},
                                 }),
  };
}

}  // namespace belfry::config
