#include "samples/generate/women.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "samples/generate/random.hpp"

namespace sondeo::samples {
namespace {

constexpr int kDontKnow = 8;
constexpr int kRefused = 9;
constexpr int kYes = 1;
constexpr int kNo = 2;

struct Stratum {
  int code;
  int region;
  int area;  // 1 urban, 2 rural
  int psu_count;
  double base_weight;
  double exposure;  // added to the probability of living with a violent partner
};

// Region 1 is the capital's: its urban part is stratified by socioeconomic level.
constexpr std::array<Stratum, 12> kStrata = {{{111, 1, 1, 40, 240.0, -0.030},
                                              {112, 1, 1, 56, 310.0, 0.005},
                                              {113, 1, 1, 44, 290.0, 0.045},
                                              {120, 1, 2, 18, 205.0, 0.015},
                                              {210, 2, 1, 36, 185.0, 0.010},
                                              {220, 2, 2, 30, 150.0, -0.010},
                                              {310, 3, 1, 38, 210.0, 0.030},
                                              {320, 3, 2, 34, 175.0, 0.020},
                                              {410, 4, 1, 30, 140.0, -0.015},
                                              {420, 4, 2, 26, 120.0, -0.035},
                                              {510, 5, 1, 26, 95.0, 0.050},
                                              {520, 5, 2, 22, 80.0, 0.025}}};

// How a relationship was, which decides what acts a woman tells of.
enum Relationship { kCalm = 0, kControlling = 1, kViolent = 2 };

// Probability of each act ever, by relationship.
constexpr std::array<std::array<double, kActCount>, 3> kEver = {
    {{.006, .005, .003, .002, .002, .001, .004, .003, .001, .050, .040, .030, .015, .010, .012, .010, .006},
     {.040, .030, .020, .010, .006, .004, .030, .020, .010, .600, .480, .350, .220, .120, .120, .080, .040},
     {.620, .480, .400, .220, .180, .120, .340, .260, .140, .800, .720, .600, .520, .380, .450, .300, .220}}};

struct Psu {
  Stratum stratum;
  int code;
  double weight;
  double exposure;
};

int random_age(Random& random) {
  const double place = random.unit();
  return std::min(97, 15 + static_cast<int>(70.0 * place * (0.55 + 0.45 * place)) + random.integer(0, 3));
}

int random_education(Random& random, int age, int area) {
  if (random.happens(0.011)) return kRefused;
  const double level = random.unit() + (area == 1 ? 0.12 : -0.12) +
                       (age < 35    ? 0.12
                        : age >= 60 ? -0.22
                                    : 0.0);
  return level < 0.08 ? 1 : level < 0.48 ? 2 : level < 0.85 ? 3 : 4;
}

void add_difficulties(Random& random, Woman& woman) {
  const double base = 0.006 + 0.0011 * std::max(0, woman.age - 25);
  constexpr std::array<double, 6> kShare = {1.3, 0.6, 1.2, 0.6, 0.3, 0.25};
  for (std::size_t item = 0; item < kShare.size(); ++item) {
    const double much = base * kShare[item];
    const double draw = random.unit();
    woman.difficulty[item] = draw < 0.12 * much  ? 4
                             : draw < much       ? 3
                             : draw < 5.0 * much ? 2
                             : draw > 0.998      ? kDontKnow
                                                 : 1;
  }
}

bool has_disability(const Woman& woman) {
  return std::any_of(woman.difficulty.begin(), woman.difficulty.end(),
                     [](int code) { return code == 3 || code == 4; });
}

int random_partner(Random& random, int age) {
  if (random.happens(0.003)) return kRefused;
  const double ever = age < 18 ? 0.52 : age < 25 ? 0.80 : 0.955;
  if (!random.happens(ever)) return 3;
  const double now = age < 25 ? 0.74 : age < 50 ? 0.80 : age < 65 ? 0.66 : 0.42;
  return random.happens(now) ? 1 : 2;
}

Relationship random_relationship(Random& random, const Woman& woman, double exposure) {
  double violent =
      0.125 + exposure + (woman.partner == 2 ? 0.07 : 0.0) + (has_disability(woman) ? 0.05 : 0.0);
  violent += woman.education == 4 ? -0.04 : woman.education <= 2 ? 0.02 : 0.0;
  const double draw = random.unit();
  const double bounded = std::clamp(violent, 0.01, 0.60);
  return draw < bounded ? kViolent : draw < bounded + 0.24 ? kControlling : kCalm;
}

int random_frequency(Random& random, bool recent) {
  if (!random.happens(recent ? 0.72 : 0.03)) return 4;
  const double draw = random.unit();
  return draw < 0.2 ? 1 : draw < 0.65 ? 2 : 3;
}

// Whether the relationship's violence went on in the last twelve months.
bool random_recent(Random& random, const Woman& woman) {
  const double share = woman.age < 30 ? 0.62 : woman.age < 45 ? 0.45 : woman.age < 60 ? 0.28 : 0.14;
  return random.happens(woman.partner == 2 ? 0.6 * share : share);
}

void add_acts(Random& random, Woman& woman, double exposure) {
  const auto relationship = static_cast<std::size_t>(random_relationship(random, woman, exposure));
  const bool recent = random_recent(random, woman);
  const bool stopped = random.happens(0.006);  // asked not to go on with the section
  bool any = false;
  for (std::size_t act = 0; act < kActCount; ++act) {
    const double silence = random.unit();
    const bool happened = random.happens(kEver[relationship][act]);
    const int frequency = random_frequency(random, recent);
    const double year_silence = random.unit();
    woman.ever[act] = stopped || silence < 0.008 ? kRefused
                      : silence < 0.012          ? kDontKnow
                      : happened                 ? kYes
                                                 : kNo;
    if (woman.ever[act] != kYes) continue;
    any = true;
    woman.last_year[act] = year_silence < 0.010 ? kRefused : year_silence < 0.022 ? kDontKnow : frequency;
  }
  const double told = random.unit();
  if (any) {
    woman.reported = told < 0.012 ? kRefused : told < (relationship == kViolent ? 0.34 : 0.07) ? kYes : kNo;
  }
}

int random_women_in_household(Random& random) {
  const double draw = random.unit();
  return draw < 0.46 ? 1 : draw < 0.78 ? 2 : draw < 0.93 ? 3 : draw < 0.985 ? 4 : 5;
}

Woman interview(Random& random, const Psu& psu, int number) {
  Woman woman;
  woman.household = fmt::format("{:05d}-{:03d}", psu.code, number);
  woman.stratum = psu.stratum.code;
  woman.psu = psu.code;
  woman.region = psu.stratum.region;
  woman.area = psu.stratum.area;
  woman.women_in_household = random_women_in_household(random);
  const double response = random.between(0.9, 1.2);
  // Four decimals, as an office delivers it: the nearest double to the printed number.
  woman.weight = std::floor(psu.weight * woman.women_in_household * response * 1e4 + 0.5) / 1e4;
  woman.age = random_age(random);
  woman.education = random_education(random, woman.age, woman.area);
  add_difficulties(random, woman);
  woman.partner = random_partner(random, woman.age);
  if (woman.partner == 1 || woman.partner == 2) add_acts(random, woman, psu.exposure);
  return woman;
}

int random_answer(Random& random, double yes) {
  const double draw = random.unit();
  return draw > 0.994 ? kRefused : draw > 0.990 ? kDontKnow : draw < yes ? kYes : kNo;
}

// The questions to all women, from a stream of their own: the answers above stay what they were.
void add_general_questions(Random& random, Woman& woman) {
  const bool young = woman.age < 35;
  woman.non_partner = random_answer(random, young ? 0.045 : 0.012);
  const std::array<double, 3> often = {young ? 0.030 : 0.014, woman.area == 1 ? 0.055 : 0.018, 0.040};
  for (std::size_t crime = 0; crime < often.size(); ++crime) {
    woman.victim[crime] = random_answer(random, often[crime]);
    const int told = random_answer(random, crime == 1 ? 0.35 : 0.24);
    if (woman.victim[crime] == kYes) woman.police[crime] = told;
  }
  const double fear = random.unit() + (woman.area == 1 ? 0.08 : -0.08);
  woman.safety = fear < 0.12    ? 1
                 : fear < 0.42  ? 2
                 : fear < 0.72  ? 3
                 : fear < 0.88  ? 4
                 : fear < 0.985 ? 5
                                : 99;
  const std::array<double, 3> felt = {0.11, 0.05, has_disability(woman) ? 0.22 : 0.01};
  for (std::size_t ground = 0; ground < felt.size(); ++ground) {
    woman.discriminated[ground] = random_answer(random, felt[ground]);
  }
}

}  // namespace

std::vector<Woman> synthetic_women(int times) {
  Random random(20251125);
  std::vector<Woman> women;
  for (const Stratum& stratum : kStrata) {
    for (int number = 1; number <= stratum.psu_count; ++number) {
      Psu psu{stratum, stratum.code * 100 + number, 0, 0};
      psu.weight = stratum.base_weight * random.between(0.65, 1.45);
      psu.exposure = stratum.exposure + 0.035 * random.about_normal();
      const int interviews = random.integer(14, 26) * times;
      for (int household = 1; household <= interviews; ++household) {
        women.push_back(interview(random, psu, household));
      }
    }
  }
  Random general(20261210);
  for (Woman& woman : women) add_general_questions(general, woman);
  return women;
}

}  // namespace sondeo::samples
