#include "samples/generate/municipalities.hpp"

#include <array>
#include <string>
#include <vector>

#include "samples/generate/columns.hpp"
#include "samples/generate/random.hpp"

namespace sondeo::samples {
namespace {

constexpr int kMunicipalities = 8;  // the first three had the programme
constexpr int kPsusOfStratum = 10;
constexpr int kWomenOfPsu = 16;

/// A woman of one round. Codes are those of the file.
struct Interviewed {
  int round = 1;  ///< 1 before, 2 after
  int municipality = 0;
  int area = 0;  ///< 1 urban, 2 rural
  int psu = 0;
  double weight = 0;
  int age = 0;
  int partner = 0;   ///< 1 now, 2 before, 3 never
  int physical = 0;  ///< 1 yes, 2 no, 9 refused; 0 not asked
  int sexual = 0;
};

int answer(Random& random, double share) {
  constexpr double kRefused = 0.02;
  if (random.happens(kRefused)) return 9;
  return random.happens(share) ? 1 : 2;
}

/// What the programme did to the share of women with violence in the last year, in its municipalities.
double share_of(const Interviewed& woman, double place) {
  static constexpr std::array<double, 3> kEffect{0.55, 0.75, 1.0};
  double share = place * (woman.age < 35 ? 1.3 : 0.8);
  if (woman.round == 2) share *= 0.95;
  if (woman.round == 2 && woman.municipality <= 3) {
    share *= kEffect.at(static_cast<std::size_t>(woman.municipality) - 1);
  }
  return share;
}

Interviewed draw_woman(Random& random, Interviewed woman, double place) {
  woman.weight *= random.between(0.7, 1.6);
  woman.age = random.integer(15, 74);
  woman.partner = random.happens(0.85) ? 1 + static_cast<int>(random.happens(0.3)) : 3;
  if (woman.partner == 3) return woman;
  woman.physical = answer(random, share_of(woman, place));
  woman.sexual = answer(random, share_of(woman, place / 2));
  return woman;
}

}  // namespace

Table municipality_rounds() {
  Random random(20260308);
  std::vector<Interviewed> women;
  for (int municipality = 1; municipality <= kMunicipalities; ++municipality) {
    for (int area = 1; area <= 2; ++area) {
      const double size = random.between(20, 90);
      for (int psu = 1; psu <= kPsusOfStratum; ++psu) {
        const double place = random.between(0.10, 0.34);
        for (int round = 1; round <= 2; ++round) {
          const Interviewed drawn{round, municipality, area, 1000 * municipality + 100 * area + psu, size};
          const int count = random.integer(kWomenOfPsu - 2, kWomenOfPsu + 2);
          for (int each = 0; each < count; ++each) women.push_back(draw_woman(random, drawn, place));
        }
      }
    }
  }
  const Labels yes_no{{1, "S\u00ed"}, {2, "No"}, {9, "No quiso responder"}};
  Table table(women.size());
  add(table, women, variable("ronda", "Ronda", {{1, "L\u00ednea de base"}, {2, "L\u00ednea final"}}),
      [](const Interviewed& w) { return w.round; });
  add(table, women, variable("municipio", "Municipio"), [](const Interviewed& w) { return w.municipality; });
  add(table, women, variable("area", "\u00c1rea de residencia", {{1, "Urbana"}, {2, "Rural"}}),
      [](const Interviewed& w) { return w.area; });
  add(table, women, variable("upm", "Unidad primaria de muestreo, la misma en las dos rondas"),
      [](const Interviewed& w) { return w.psu; });
  add(table, women, variable("factor", "Factor de expansi\u00f3n", {}, "F12.6"),
      [](const Interviewed& w) { return w.weight; });
  add(table, women, variable("edad", "Edad en a\u00f1os cumplidos"),
      [](const Interviewed& w) { return w.age; });
  add(table, women,
      variable("pareja", "\u00bfTiene o tuvo esposo, compa\u00f1ero o novio?",
               {{1, "S\u00ed, actualmente"}, {2, "S\u00ed, antes"}, {3, "Nunca"}}),
      [](const Interviewed& w) { return w.partner; });
  add(table, women,
      variable("fisica", "Violencia f\u00edsica de la pareja en los \u00faltimos 12 meses", yes_no),
      [](const Interviewed& w) { return asked(w.physical); });
  add(table, women, variable("sexual", "Violencia sexual de la pareja en los \u00faltimos 12 meses", yes_no),
      [](const Interviewed& w) { return asked(w.sexual); });
  return table;
}

}  // namespace sondeo::samples
