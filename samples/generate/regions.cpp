#include "samples/generate/regions.hpp"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "samples/generate/random.hpp"

namespace sondeo::samples {
namespace {

/// On a grid of 10,000 by 10,000.
struct Point {
  int x;
  int y;
};

enum Node { kW, kS1, kS2, kE, kM, kN3, kN2, kN1, kC1, kC2 };
constexpr std::array<Point, 10> kNodes = {{{300, 4200},
                                           {3000, 1500},
                                           {6200, 900},
                                           {9600, 2500},
                                           {9700, 4600},
                                           {9300, 6500},
                                           {6300, 8900},
                                           {3100, 8300},
                                           {3300, 4600},
                                           {6400, 4300}}};

constexpr std::array<std::pair<Node, Node>, 14> kArcs = {{{kW, kS1},
                                                          {kS1, kS2},
                                                          {kS2, kE},
                                                          {kE, kM},
                                                          {kM, kN3},
                                                          {kN3, kN2},
                                                          {kN2, kN1},
                                                          {kN1, kW},
                                                          {kS1, kC1},
                                                          {kC1, kN1},
                                                          {kC1, kC2},
                                                          {kS2, kC2},
                                                          {kC2, kM},
                                                          {kC2, kN2}}};

struct Region {
  int code;
  const char* name;
  std::array<int, 4> arcs;  ///< -1 is the first arc backwards
};
constexpr std::array<Region, 5> kRegions = {{{1, "Metropolitana", {1, 11, -11, -9}},
                                             {2, "Norte", {-10, 10, 13, 6}},
                                             {3, "Occidente", {0, 8, 9, 7}},
                                             {4, "Oriente", {2, 3, -13, -12}},
                                             {5, "Caribe", {12, 4, 5, -14}}}};

/// A crooked line: each half gets a middle that lies somewhat off the straight one.
void add_between(Point from, Point to, int depth, Random& random, std::vector<Point>& line) {
  if (depth > 0) {
    const int stretch = (std::abs(to.x - from.x) + std::abs(to.y - from.y)) / 9;
    const Point middle{(from.x + to.x) / 2 + random.integer(-stretch, stretch),
                       (from.y + to.y) / 2 + random.integer(-stretch, stretch)};
    add_between(from, middle, depth - 1, random, line);
    add_between(middle, to, depth - 1, random, line);
    return;
  }
  line.push_back(to);
}

/// The steps of an arc, as a quantised topology has them.
std::string arc_text(const std::vector<Point>& line) {
  std::vector<std::string> steps;
  Point at{0, 0};
  for (const Point& point : line) {
    steps.push_back(fmt::format("[{},{}]", point.x - at.x, point.y - at.y));
    at = point;
  }
  return fmt::format("[{}]", fmt::join(steps, ","));
}

}  // namespace

std::string region_boundaries() {
  constexpr int kDepth = 4;  // 16 pieces
  Random random(20251125);
  std::vector<std::string> arcs;
  for (const auto& [from, to] : kArcs) {
    std::vector<Point> line{kNodes.at(from)};
    add_between(line.front(), kNodes.at(to), kDepth, random, line);
    arcs.push_back(arc_text(line));
  }
  std::vector<std::string> areas;
  for (const Region& region : kRegions) {
    areas.push_back(
        fmt::format(R"({{"type":"Polygon","arcs":[[{}]],"properties":{{"codigo":{},"nombre":"{}"}}}})",
                    fmt::join(region.arcs, ","), region.code, region.name));
  }
  return fmt::format(
      "{{\"type\":\"Topology\",\"transform\":{{\"scale\":[0.00026,0.00017],\"translate\":[-90.2,12.9]}},\n"
      "\"objects\":{{\"regiones\":{{\"type\":\"GeometryCollection\",\"geometries\":[\n{}]}}}},\n"
      "\"arcs\":[\n{}]}}\n",
      fmt::join(areas, ",\n"), fmt::join(arcs, ",\n"));
}

}  // namespace sondeo::samples
