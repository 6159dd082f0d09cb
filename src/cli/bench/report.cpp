#include "cli/bench/report.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>

namespace belfry::cli::bench {
namespace {

std::string number(double value) {
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

}  // namespace

std::string table_of(const std::vector<Figure>& figures) {
  std::size_t scenario = 8;
  std::size_t what = 4;
  std::size_t unit = 4;
  for (const Figure& figure : figures) {
    scenario = std::max(scenario, figure.scenario.size());
    what = std::max(what, figure.what.size());
    unit = std::max(unit, figure.unit.size());
  }
  std::string table;
  for (const Figure& figure : figures) {
    std::string line = fmt::format("{:<{}}  {:<{}}  {:>10}  {:<{}}  {}", figure.scenario, scenario, figure.what, what,
                                   number(figure.value), figure.unit, unit, figure.target);
    line.erase(line.find_last_not_of(' ') + 1);
    table += line + '\n';
  }
  return table;
}

std::string json_of(const std::vector<Figure>& figures) {
  boost::json::array all;
  for (const Figure& figure : figures) {
    boost::json::object one{
        {"scenario", figure.scenario}, {"what", figure.what}, {"value", figure.value}, {"unit", figure.unit}};
    if (!figure.target.empty()) {
      one["target"] = figure.target;
    }
    all.push_back(std::move(one));
  }
  return boost::json::serialize(all) + '\n';
}

}  // namespace belfry::cli::bench
