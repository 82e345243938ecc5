#include "samples/generate/gross_sample.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "samples/generate/columns.hpp"
#include "samples/generate/random.hpp"

namespace sondeo::samples {
namespace {

constexpr int kStrata = 8;
constexpr int kPsusOfStratum = 12;
constexpr int kDwellingsOfPsu = 15;

/// A dwelling of the sample. Codes are those of the file.
struct Dwelling {
  int id = 0;
  int stratum = 0;
  int psu = 0;
  int region = 0;
  int area = 0;  ///< 1 urban, 2 rural
  double psu_probability = 0;
  double dwelling_probability = 0;
  int result = 0;  ///< 1 answered, 2 refused, 3 nobody at home, 4 no dwelling, 5 not found
  int women = 0;   ///< aged 15 and over
};

/// The woman selected in a dwelling that answered.
struct Selected {
  int dwelling = 0;
  int women = 0;
  int age = 0;
  int education = 1;  ///< 1 none or primary, 2 secondary, 3 higher
  int result = 0;     ///< 1 interviewed, 2 refused, 3 absent
  int module = 0;     ///< 1 answered, 2 refused, 3 no privacy; 0 not asked
  int partner = 0;    ///< 1 now, 2 before, 3 never; 0 not asked
  std::array<int, 3>
      violence{};  ///< physical, sexual, psychological in the last year: 1 yes, 2 no; 0 not asked
};

/// The place of a number between 0 and 1 among cumulated shares.
template <std::size_t Count>
int drawn(Random& random, const std::array<double, Count>& cumulated) {
  const double at = random.unit();
  const auto* found = std::upper_bound(cumulated.begin(), cumulated.end(), at);
  return static_cast<int>(found - cumulated.begin()) + 1;
}

Dwelling draw_dwelling(Random& random, const Dwelling& place) {
  static constexpr std::array<double, 4> kUrban{0.72, 0.84, 0.92, 0.97};
  static constexpr std::array<double, 4> kRural{0.84, 0.88, 0.91, 0.98};
  static constexpr std::array<double, 4> kWomen{0.10, 0.62, 0.86, 0.96};
  Dwelling dwelling = place;
  dwelling.result = drawn(random, place.area == 1 ? kUrban : kRural);
  dwelling.women = drawn(random, kWomen) - 1;
  return dwelling;
}

int answered_or_not(Random& random, double share) { return random.happens(share) ? 1 : 2; }

Selected draw_woman(Random& random, const Dwelling& dwelling) {
  static constexpr std::array<double, 2> kResult{0.88, 0.94};
  static constexpr std::array<double, 2> kModule{0.93, 0.97};
  static constexpr std::array<double, 2> kPartner{0.55, 0.80};
  static constexpr std::array<double, 3> kShares{0.06, 0.03, 0.15};
  Selected woman;
  woman.dwelling = dwelling.id;
  woman.women = dwelling.women;
  woman.age = random.integer(15, 79);
  if (random.happens(0.6)) ++woman.education;
  if (random.happens(0.3)) ++woman.education;
  woman.result = drawn(random, kResult);
  // Younger women are less often found at home.
  if (woman.age < 30 && woman.result == 1 && random.happens(0.1)) woman.result = 3;
  if (woman.result != 1) return woman;
  woman.partner = woman.age < 18 && random.happens(0.6) ? 3 : drawn(random, kPartner);
  woman.module = drawn(random, kModule);
  if (woman.module != 1 || woman.partner == 3) return woman;
  for (std::size_t kind = 0; kind < woman.violence.size(); ++kind) {
    const double share = kShares.at(kind) * (woman.age < 35 ? 1.5 : 0.8) * (woman.education == 1 ? 1.2 : 1);
    woman.violence.at(kind) = answered_or_not(random, share);
  }
  return woman;
}

/// Dwellings stratum by stratum: PSUs with probability proportional to size, then 15 dwellings of each.
std::vector<Dwelling> draw_dwellings(Random& random) {
  std::vector<Dwelling> dwellings;
  for (int stratum = 1; stratum <= kStrata; ++stratum) {
    const int stratum_size = random.integer(40'000, 120'000);
    for (int number = 1; number <= kPsusOfStratum; ++number) {
      Dwelling place;
      place.stratum = stratum;
      place.psu = 100 * stratum + number;
      place.region = (stratum + 1) / 2;
      place.area = stratum % 2 == 1 ? 1 : 2;
      const int size = random.integer(80, 320);
      place.psu_probability = static_cast<double>(kPsusOfStratum) * size / stratum_size;
      place.dwelling_probability = static_cast<double>(kDwellingsOfPsu) / size;
      for (int each = 0; each < kDwellingsOfPsu; ++each) {
        place.id = static_cast<int>(dwellings.size()) + 1;
        dwellings.push_back(draw_dwelling(random, place));
      }
    }
  }
  return dwellings;
}

Table dwelling_table(const std::vector<Dwelling>& units) {
  Table table(units.size());
  add(table, units, variable("vivienda", "Identificador de la vivienda"),
      [](const Dwelling& d) { return d.id; });
  add(table, units, variable("estrato", "Estrato de muestreo"), [](const Dwelling& d) { return d.stratum; });
  add(table, units, variable("upm", "Unidad primaria de muestreo"), [](const Dwelling& d) { return d.psu; });
  add(table, units,
      variable("region", "Regi\u00f3n",
               {{1, "Metropolitana"}, {2, "Norte"}, {3, "Occidente"}, {4, "Oriente"}}),
      [](const Dwelling& d) { return d.region; });
  add(table, units, variable("area", "\u00c1rea de residencia", {{1, "Urbana"}, {2, "Rural"}}),
      [](const Dwelling& d) { return d.area; });
  add(table, units, variable("prob_upm", "Probabilidad de selecci\u00f3n de la UPM", {}, "F12.9"),
      [](const Dwelling& d) { return d.psu_probability; });
  add(table, units,
      variable("prob_viv", "Probabilidad de selecci\u00f3n de la vivienda en la UPM", {}, "F12.9"),
      [](const Dwelling& d) { return d.dwelling_probability; });
  add(table, units,
      variable("resultado", "Resultado de la visita",
               {{1, "Entrevista completa"},
                {2, "Rechazo"},
                {3, "Nadie en casa"},
                {4, "Desocupada o no es vivienda"},
                {5, "No se pudo ubicar"}}),
      [](const Dwelling& d) { return d.result; });
  add(table, units, variable("mujeres", "Mujeres de 15 a\u00f1os y m\u00e1s en la vivienda"),
      [](const Dwelling& d) { return d.result == 1 ? static_cast<double>(d.women) : missing_value(); });
  return table;
}

Table woman_table(const std::vector<Selected>& units) {
  const Labels yes_no{{1, "S\u00ed"}, {2, "No"}};
  Table table(units.size());
  add(table, units, variable("vivienda", "Identificador de la vivienda"),
      [](const Selected& w) { return w.dwelling; });
  add(table, units, variable("edad", "Edad en a\u00f1os cumplidos (listado del hogar)"),
      [](const Selected& w) { return w.age; });
  add(table, units,
      variable("educacion", "Nivel educativo (listado del hogar)",
               {{1, "Primaria o menos"}, {2, "Secundaria"}, {3, "Superior"}}),
      [](const Selected& w) { return w.education; });
  add(table, units,
      variable("resultado_m", "Resultado de la entrevista a la mujer seleccionada",
               {{1, "Completa"}, {2, "Rechazo"}, {3, "Ausente"}}),
      [](const Selected& w) { return w.result; });
  add(table, units,
      variable("modulo", "M\u00f3dulo de violencia",
               {{1, "Completo"}, {2, "Rechazo"}, {3, "No fue posible la privacidad"}}),
      [](const Selected& w) { return asked(w.module); });
  add(table, units,
      variable("pareja", "\u00bfTiene o tuvo esposo, compa\u00f1ero o novio?",
               {{1, "S\u00ed, actualmente"}, {2, "S\u00ed, antes"}, {3, "Nunca"}}),
      [](const Selected& w) { return asked(w.partner); });
  static const std::array<std::pair<const char*, const char*>, 3> kKinds{
      {{"fisica", "Violencia f\u00edsica de la pareja en los \u00faltimos 12 meses"},
       {"sexual", "Violencia sexual de la pareja en los \u00faltimos 12 meses"},
       {"psicologica", "Violencia psicol\u00f3gica de la pareja en los \u00faltimos 12 meses"}}};
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
    add(table, units, variable(kKinds.at(kind).first, kKinds.at(kind).second, yes_no),
        [kind](const Selected& w) { return asked(w.violence.at(kind)); });
  }
  return table;
}

}  // namespace

GrossSample gross_sample() {
  Random random(20251125);
  const auto dwellings = draw_dwellings(random);
  std::vector<Selected> women;
  for (const auto& dwelling : dwellings) {
    if (dwelling.result == 1 && dwelling.women > 0) women.push_back(draw_woman(random, dwelling));
  }
  return {dwelling_table(dwellings), woman_table(women)};
}

}  // namespace sondeo::samples
